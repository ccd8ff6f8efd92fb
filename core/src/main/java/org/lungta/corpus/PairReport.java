package org.lungta.corpus;

/**
 * What became of the lines of one file: {@code read} is the sum of the numbers from {@code otherLanguages} to {@code kept}.
 *
 * @param read lines that held a pair
 * @param otherLanguages left out: neither in the one direction nor in the other of the two languages
 * @param otherSplits left out: of another split
 * @param wrongScript left out: a side without any letter of its own script and with letters of others
 * @param tooShort left out: fewer code points than asked for
 * @param tooLong left out: more code points than asked for
 * @param duplicates left out: source and target of an earlier line
 * @param kept the examples
 * @param normalised lines whose text changed when it was brought into NFC, kept or not
 */
public record PairReport(
        int read,
        int otherLanguages,
        int otherSplits,
        int wrongScript,
        int tooShort,
        int tooLong,
        int duplicates,
        int kept,
        int normalised) {
    /** One line for people; what did not happen is not mentioned. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(read + " pairs read");
        add(line, otherLanguages, "of other languages");
        add(line, otherSplits, "of other splits");
        add(line, wrongScript, "in the wrong script");
        add(line, tooShort, "too short");
        add(line, tooLong, "too long");
        add(line, duplicates, "twice");
        add(line, normalised, "brought into NFC");
        return line.append(", ").append(kept).append(" kept").toString();
    }

    private static void add(StringBuilder line, int count, String what) {
        if (count > 0) {
            line.append(", ").append(count).append(' ').append(what);
        }
    }
}

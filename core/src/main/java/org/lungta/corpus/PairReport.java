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
        int normalised) {}

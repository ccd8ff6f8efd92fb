package org.lungta.probe;

/** Tibetan syllables in regular expressions: a tsheg, a mark, a blank or an end on either side. */
final class Syllables {
    private static final String LETTER = "\\u0F40-\\u0FBC";

    private Syllables() {}

    /** One of the alternatives where it is whole syllables. */
    static String alone(String alternatives) {
        return "(?<![" + LETTER + "])(?:" + alternatives + ")(?![" + LETTER + "])";
    }
}

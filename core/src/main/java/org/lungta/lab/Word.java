package org.lungta.lab;

/**
 * One form of a word.
 *
 * @param name what it stands for in the world
 * @param end the class of its ending
 */
record Word(String name, String text, String end) {
    /** The form without its last letter, which some suffixes take away. */
    String cut() {
        return text.substring(0, text.offsetByCodePoints(text.length(), -1));
    }
}

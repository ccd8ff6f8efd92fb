package org.lungta.metric;

import java.util.ArrayList;
import java.util.List;

/** The words of chrF++: white space separates, and one ASCII mark is cut off each word, at its end or else at its start. */
final class ChrfWords {
    private static final String MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private ChrfWords() {}

    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        for (String word : Text.split(text)) {
            int last = word.length() - 1;
            if (last > 0 && isMark(word.charAt(last))) {
                words.add(word.substring(0, last));
                words.add(word.substring(last));
            } else if (last > 0 && isMark(word.charAt(0))) {
                words.add(word.substring(0, 1));
                words.add(word.substring(1));
            } else {
                words.add(word);
            }
        }
        return words;
    }

    private static boolean isMark(char unit) {
        return MARKS.indexOf(unit) >= 0;
    }
}

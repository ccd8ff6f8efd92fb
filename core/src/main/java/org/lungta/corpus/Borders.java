package org.lungta.corpus;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a text may be cut without tearing a syllable: before a letter, mark or digit that does not go on with what stands before it.
 * Tibetan syllables end at a tsheg, a shad or a blank, which stays with them; words of alphabets end at a blank or a mark; every Han
 * character stands by itself.
 */
public final class Borders {
    private Borders() {}

    /** The places in a text up to which it may be kept, in order; the last one is its end. */
    static List<Integer> of(String text) {
        List<Integer> borders = new ArrayList<>();
        int before = ' ';
        boolean begun = false;
        for (int at = 0; at < text.length(); at += Character.charCount(before)) {
            int here = text.codePointAt(at);
            if (begun && isWord(here) && !goesOn(before, here)) {
                borders.add(at);
            }
            begun |= isWord(here);
            before = here;
        }
        if (begun) {
            borders.add(text.length());
        }
        return borders;
    }

    /** The first syllables, characters or words of a text; all of it where it has no more. */
    public static String first(String text, int syllables) {
        List<Integer> borders = of(text);
        return syllables >= borders.size()
                ? text.strip()
                : text.substring(0, borders.get(syllables - 1)).strip();
    }

    private static boolean goesOn(int before, int here) {
        return isWord(before) && !isHan(before) && !isHan(here);
    }

    private static boolean isHan(int codePoint) {
        return UnicodeScript.of(codePoint) == UnicodeScript.HAN;
    }

    private static boolean isWord(int codePoint) {
        return Character.isLetterOrDigit(codePoint)
                || switch (Character.getType(codePoint)) {
                    case Character.LETTER_NUMBER,
                            Character.OTHER_NUMBER,
                            Character.NON_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.COMBINING_SPACING_MARK -> true;
                    default -> false;
                };
    }
}

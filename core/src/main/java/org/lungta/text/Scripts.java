package org.lungta.text;

import java.lang.Character.UnicodeScript;

/** Which code points count when scripts are counted. */
public final class Scripts {
    private Scripts() {}

    /**
     * Whether the code point is a letter or a mark that belongs to one script: vowel signs and subjoined letters count, digits,
     * punctuation and symbols do not, nor do accents and signs that several scripts share. Of the numbers only U+3007, the
     * Chinese zero, counts.
     */
    public static boolean isLetter(int codePoint) {
        UnicodeScript script = UnicodeScript.of(codePoint);
        return isReal(script)
                && switch (Character.getType(codePoint)) {
                    case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
                    case Character.LETTER_NUMBER -> script == UnicodeScript.HAN;
                    default -> Character.isLetter(codePoint);
                };
    }

    static boolean isReal(UnicodeScript script) {
        return script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED && script != UnicodeScript.UNKNOWN;
    }
}

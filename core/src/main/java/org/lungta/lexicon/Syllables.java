package org.lungta.lexicon;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tibetan syllables: a run of letters, vowel signs and subjoined letters, with the tsheg (U+0F0B) behind it if there is one. Every
 * other character of the Tibetan block (shad, digits, a tsheg behind something else) is a unit of its own. The rest of the text is
 * cut as {@link Words} cuts it and holds no units.
 */
public record Syllables() implements Units {
    static final int TSHEG = 0x0F0B;
    private static final String TSHEG_TEXT = Character.toString(TSHEG);

    @Override
    public String name() {
        return SYLLABLES;
    }

    @Override
    public List<String> cut(String text) {
        List<String> pieces = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = inBlock(text.charAt(at)) ? endOfUnit(text, at) : endOfRest(text, at);
            String piece = text.substring(at, end);
            if (inBlock(text.charAt(at))) {
                pieces.add(piece);
            } else {
                pieces.addAll(Words.split(piece));
            }
            at = end;
        }
        return pieces;
    }

    @Override
    public Optional<String> key(String piece) {
        if (!inBlock(piece.charAt(0))) {
            return Optional.empty();
        }
        boolean withTsheg = piece.length() > 1 && piece.charAt(piece.length() - 1) == TSHEG;
        return Optional.of(withTsheg ? piece.substring(0, piece.length() - 1) : piece);
    }

    @Override
    public List<String> forms(String key) {
        return isLetter(key.charAt(0)) ? List.of(key + TSHEG_TEXT, key) : List.of(key);
    }

    /** Whether the character may stand in a syllable: letters, signs, subjoined letters and the marks that sit on them. */
    static boolean isLetter(char c) {
        return c == 0x0F00
                || 0x0F40 <= c && c <= 0x0F6C
                || 0x0F71 <= c && c <= 0x0F84
                || 0x0F86 <= c && c <= 0x0FBC
                || c == 0x0F35
                || c == 0x0F37
                || c == 0x0F39
                || c == 0x0FC6;
    }

    private static boolean inBlock(char c) {
        return 0x0F00 <= c && c <= 0x0FFF;
    }

    private static int endOfUnit(String text, int start) {
        int end = start;
        while (end < text.length() && isLetter(text.charAt(end))) {
            end++;
        }
        if (end == start) {
            return start + 1;
        }
        return end < text.length() && text.charAt(end) == TSHEG ? end + 1 : end;
    }

    private static int endOfRest(String text, int start) {
        int end = start;
        while (end < text.length() && !inBlock(text.charAt(end))) {
            end++;
        }
        return end;
    }
}

package org.lungta.metric;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tokens for text that mixes Tibetan, Chinese and alphabets: Tibetan syllables, single Han characters, and words of whatever other
 * letters, digits and marks there are. The text is brought to NFC and to lower case first. A tsheg and white space separate and are
 * dropped; a change of kind ends a token.
 */
public final class MixedTokens {
    private MixedTokens() {}

    /** Syllables, characters and words; shad and punctuation are dropped. */
    public static List<String> words(String text) {
        return scan(text).stream()
                .filter(token -> token.kind() != Kind.MARK)
                .map(Token::text)
                .toList();
    }

    /** Syllables, characters and words, and each shad or punctuation mark as a token of its own. */
    public static List<String> wordsAndMarks(String text) {
        return scan(text).stream().map(Token::text).toList();
    }

    /** The words with a space between, which gives word n-grams (those of chrF++) a meaning on Tibetan and Chinese. */
    public static String spaced(String text) {
        return String.join(" ", words(text));
    }

    private static List<Token> scan(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        List<Token> tokens = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        Kind current = Kind.GAP;
        for (int at = 0; at < plain.length(); at += Character.charCount(plain.codePointAt(at))) {
            Kind kind = Kind.of(plain.codePointAt(at));
            if (kind != current || !kind.grows) {
                close(run, current, tokens);
            }
            current = kind;
            run.appendCodePoint(plain.codePointAt(at));
        }
        close(run, current, tokens);
        return tokens;
    }

    private static void close(StringBuilder run, Kind kind, List<Token> tokens) {
        if (kind != Kind.GAP && !run.isEmpty()) {
            tokens.add(new Token(run.toString(), kind));
        }
        run.setLength(0);
    }

    private record Token(String text, Kind kind) {}

    private enum Kind {
        GAP(false),
        SYLLABLE(true),
        HAN(false),
        WORD(true),
        MARK(false);

        /** Whether neighbours of this kind join into one token. */
        final boolean grows;

        Kind(boolean grows) {
            this.grows = grows;
        }

        static Kind of(int c) {
            if (c == 0x0F0B || c == 0x0F0C || c == 0x0FD2 || Text.isSpace(c)) {
                return GAP;
            }
            if (isSyllable(c)) {
                return SYLLABLE;
            }
            if (isHan(c)) {
                return HAN;
            }
            return isWord(c) ? WORD : MARK;
        }

        private static boolean isSyllable(int c) {
            return c == 0x0F00
                    || between(c, 0x0F18, 0x0F19)
                    || between(c, 0x0F20, 0x0F33)
                    || c == 0x0F35
                    || c == 0x0F37
                    || c == 0x0F39
                    || between(c, 0x0F3E, 0x0F3F)
                    || between(c, 0x0F40, 0x0F6C)
                    || between(c, 0x0F71, 0x0F84)
                    || between(c, 0x0F86, 0x0FBC)
                    || c == 0x0FC6;
        }

        private static boolean isHan(int c) {
            return between(c, 0x3400, 0x4DBF)
                    || between(c, 0x4E00, 0x9FFF)
                    || between(c, 0xF900, 0xFAFF)
                    || between(c, 0x20000, 0x323AF)
                    || c == 0x3005
                    || c == 0x3007;
        }

        private static boolean isWord(int c) {
            return Character.isLetterOrDigit(c)
                    || switch (Character.getType(c)) {
                        case Character.LETTER_NUMBER,
                                Character.OTHER_NUMBER,
                                Character.NON_SPACING_MARK,
                                Character.ENCLOSING_MARK,
                                Character.COMBINING_SPACING_MARK -> true;
                        default -> false;
                    };
        }

        private static boolean between(int c, int first, int last) {
            return first <= c && c <= last;
        }
    }
}

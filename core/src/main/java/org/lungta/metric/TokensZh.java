package org.lungta.metric;

import java.util.List;

/**
 * The tokens of sacrebleu 2.6 for Chinese: what it holds for a Chinese character stands alone, then come the Western rules of 13a
 * without padding and without unescaping, so that a final {@code 2024.} stays whole.
 *
 * <p>The ranges are the effective ones. The two that were meant as U+20000..2A6D6 and U+2F800..2FA1D are compared as two-character
 * strings there and take U+2001..2A6D (curly quotes, dashes, arrows) instead; the ideographs of plane 2 are not split.
 */
record TokensZh() implements Tokenization {
    private static final List<Range> CHINESE = List.of(
            new Range(0x2001, 0x2A6D),
            new Range(0x2E80, 0x2FDF),
            new Range(0x2FF0, 0x303F),
            new Range(0x3100, 0x312F),
            new Range(0x31A0, 0x31EF),
            new Range(0x3200, 0x4DB5),
            new Range(0x4E00, 0x9FBB),
            new Range(0xF900, 0xFA2D),
            new Range(0xFA30, 0xFA6A),
            new Range(0xFA70, 0xFAD9),
            new Range(0xFE10, 0xFE1F),
            new Range(0xFE30, 0xFE4F),
            new Range(0xFF00, 0xFFEF));

    @Override
    public String signature() {
        return "zh";
    }

    @Override
    public List<String> tokens(String segment) {
        StringBuilder spaced = new StringBuilder();
        Text.strip(segment).codePoints().forEach(codePoint -> {
            if (isChinese(codePoint)) {
                spaced.append(' ').appendCodePoint(codePoint).append(' ');
            } else {
                spaced.appendCodePoint(codePoint);
            }
        });
        return Text.split(Tokens13a.WESTERN.apply(spaced.toString()));
    }

    private static boolean isChinese(int codePoint) {
        return CHINESE.stream().anyMatch(range -> range.holds(codePoint));
    }

    private record Range(int first, int last) {
        boolean holds(int codePoint) {
            return first <= codePoint && codePoint <= last;
        }
    }
}

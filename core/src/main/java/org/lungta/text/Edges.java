package org.lungta.text;

import java.util.function.IntPredicate;

/** Cuts the ends of texts as chat templates do, which see them as Python does. */
final class Edges {
    private static final int NEXT_LINE = 0x85;

    private Edges() {}

    /** What {@code str.strip()} takes away: all of Unicode's white space, and so the no-break space, but not U+200B. */
    static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == NEXT_LINE;
    }

    static boolean isLineFeed(int codePoint) {
        return codePoint == '\n';
    }

    static String trim(String text, IntPredicate cut) {
        return trimEnd(trimStart(text, cut), cut);
    }

    static String trimStart(String text, IntPredicate cut) {
        int start = 0;
        while (start < text.length() && cut.test(text.codePointAt(start))) {
            start = text.offsetByCodePoints(start, 1);
        }
        return text.substring(start);
    }

    static String trimEnd(String text, IntPredicate cut) {
        int end = text.length();
        while (end > 0 && cut.test(text.codePointBefore(end))) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end);
    }
}

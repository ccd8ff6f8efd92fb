package org.lungta.metric;

import java.util.ArrayList;
import java.util.List;

/** Strings as Python sees them: sequences of code points, with Python's idea of white space. */
final class Text {
    private static final int NEXT_LINE = 0x85;

    private Text() {}

    /** What {@code str.split()} and {@code str.strip()} take for white space; U+200B is not among it. */
    static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == NEXT_LINE;
    }

    static String of(int codePoint) {
        return Character.toString(codePoint);
    }

    static List<String> codePoints(String text) {
        return text.codePoints().mapToObj(Text::of).toList();
    }

    /** The runs between white space, as {@code str.split()}. */
    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            if (!isSpace(codePoint)) {
                word.appendCodePoint(codePoint);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            at += Character.charCount(codePoint);
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    static String stripEnd(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(0, end);
    }

    static String strip(String text) {
        int start = 0;
        while (start < text.length() && isSpace(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        return stripEnd(text.substring(start));
    }

    /** The text without its white space, as {@code "".join(text.split())}. */
    static String squeeze(String text) {
        return String.join("", split(text));
    }
}

package org.lungta.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How the official CMRC 2018 script (version 6) reads an answer. */
final class CmrcText {
    private static final int FIRST_HAN = 0x4E00;
    private static final int LAST_HAN = 0x9FA5;

    /** The marks that do not count. ASCII period, comma, brackets and double quotes do, and so do the ellipsis and the dash. */
    private static final Set<Integer> DROPPED =
            "-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』".codePoints().boxed().collect(Collectors.toUnmodifiableSet());

    private CmrcText() {}

    /** In lower case and without the marks: what an exact match compares. White space inside counts. */
    static String normal(String answer) {
        StringBuilder kept = new StringBuilder();
        Text.strip(answer.toLowerCase(Locale.ROOT))
                .codePoints()
                .filter(codePoint -> !DROPPED.contains(codePoint))
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** Single Han characters, and the words of what stands between them. */
    static List<String> tokens(String answer) {
        List<String> tokens = new ArrayList<>();
        StringBuilder between = new StringBuilder();
        normal(answer).codePoints().forEach(codePoint -> {
            if (FIRST_HAN <= codePoint && codePoint <= LAST_HAN) {
                tokens.addAll(LatinWords.of(between.toString()));
                between.setLength(0);
                tokens.add(Text.of(codePoint));
            } else {
                between.appendCodePoint(codePoint);
            }
        });
        tokens.addAll(LatinWords.of(between.toString()));
        return List.copyOf(tokens);
    }
}

package org.lungta.metric;

import java.util.List;

/**
 * The words of lower-case text as NLTK 3.8's {@code word_tokenize} cuts them (Penn Treebank conventions), without its first step: the
 * text is taken for one sentence, where NLTK would look for sentence ends with the trained Punkt model. Only a period inside a longer
 * run of text can come out differently.
 *
 * <p>Python's classes are spelt out: {@code \w} is a letter, a number or the underscore, {@code \s} is {@link Text#isSpace}.
 */
final class LatinWords {
    /** The ideograph beyond the basic plane is a letter already; seeing it, Java's look-behind steps by code points. */
    private static final String WORD = "[\\p{L}\\p{N}_\uD840\uDC00]";

    private static final String SPACE =
            "[\\t-\\r\\x1C-\\x20\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]";
    private static final String EDGE = "(?:(?<=" + WORD + ")(?!" + WORD + ")|(?<!" + WORD + ")(?=" + WORD + "))";

    private static final Substitutions OPENING_QUOTES = Substitutions.of(
            "([«“‘„]|`+)",
            " $1 ",
            "^\"",
            "``",
            "(``)",
            " $1 ",
            "([ (\\[{<])(\"|'')",
            "$1 `` ",
            "(')(?!re|ve|ll|[mtsdn])(" + WORD + ")" + EDGE,
            "$1 $2");

    private static final Substitutions PUNCTUATION = Substitutions.of(
            "([^.])(\\.)([\\])}>\"'»”’ ]*)" + SPACE + "*$",
            "$1 $2 $3 ",
            "([:,])(\\P{Nd})",
            " $1 $2",
            "([:,])$",
            " $1 ",
            "\\.{2,}",
            " $0 ",
            "[;@#$%&]",
            " $0 ",
            "([^.])(\\.)([\\])}>\"']*)" + SPACE + "*$",
            "$1 $2$3 ",
            "[?!]",
            " $0 ",
            "([^'])' ",
            "$1 ' ",
            "\\*",
            " $0 ",
            "[\\]\\[(){}<>]",
            " $0 ",
            "--",
            " -- ");

    private static final Substitutions CLOSING_QUOTES = Substitutions.of(
            "[»”’]", " $0 ",
            "''", " '' ",
            "\"", " '' ",
            "([^' ])('s|'m|'d|') ", "$1 $2 ",
            "([^' ])('ll|'re|'ve|n't) ", "$1 $2 ");

    private static final Substitutions CONTRACTIONS = Substitutions.of(
            contraction("can", "not"),
            " $1 $2 ",
            contraction("d", "'ye"),
            " $1 $2 ",
            contraction("gim", "me"),
            " $1 $2 ",
            contraction("gon", "na"),
            " $1 $2 ",
            contraction("got", "ta"),
            " $1 $2 ",
            contraction("lem", "me"),
            " $1 $2 ",
            contraction("more", "'n"),
            " $1 $2 ",
            EDGE + "(wan)(na)(?=" + SPACE + ")",
            " $1 $2 ",
            " ('t)(is)" + EDGE,
            " $1 $2 ",
            " ('t)(was)" + EDGE,
            " $1 $2 ");

    private LatinWords() {}

    static List<String> of(String lowerCase) {
        String marked = PUNCTUATION.apply(OPENING_QUOTES.apply(lowerCase));
        return Text.split(CONTRACTIONS.apply(CLOSING_QUOTES.apply(" " + marked + " ")));
    }

    private static String contraction(String head, String tail) {
        return EDGE + "(" + head + ")(" + tail + ")" + EDGE;
    }
}

package org.lungta.metric;

import java.util.List;
import java.util.Locale;

/** The words of Tercom as sacrebleu 2.6 cuts them by default: between white space, in lower case. */
record TokensTercom() implements Tokenization {
    @Override
    public String signature() {
        return "tercom|norm:no|punct:yes|asian:no";
    }

    @Override
    public List<String> tokens(String segment) {
        return Text.split(segment.toLowerCase(Locale.ROOT));
    }

    @Override
    public String letterCase() {
        return "lc";
    }
}

/**
 * The same with {@code normalized} and {@code asian_support}: marks and Han characters stand alone. The rules for kana do nothing
 * there, since they look for the beginning of a line that was padded before.
 */
record TokensTercomAsian() implements Tokenization {
    private static final Substitutions RULES = Substitutions.of(
            "\\n-", "",
            "\\n", " ",
            "&quot;", "\"",
            "&amp;", "&",
            "&lt;", "<",
            "&gt;", ">",
            "^(.*)$", " $1 ",
            "([{-~\\[-` -&(-+:-@/])", " $1 ",
            "'s ", " 's ",
            "'s$", " 's",
            "([^0-9])([.,])", "$1 $2 ",
            "([.,])([^0-9])", " $1 $2",
            "([0-9])(-)", "$1 $2 ",
            "([\\u4e00-\\u9fff\\u3400-\\u4dbf])", " $1 ",
            "([\\u31c0-\\u31ef\\u2e80-\\u2eff])", " $1 ",
            "([\\u3300-\\u33ff\\uf900-\\ufaff\\ufe30-\\ufe4f])", " $1 ",
            "([\\u3200-\\u3f22])", " $1 ",
            "([\\u3001\\u3002\\u3008-\\u3011\\u3014-\\u301f\\uff61-\\uff65\\u30fb])", " $1 ",
            "([\\uff0e\\uff0c\\uff1f\\uff1a\\uff1b\\uff01\\uff02\\uff08\\uff09])", " $1 ");

    @Override
    public String signature() {
        return "tercom|norm:yes|punct:yes|asian:yes";
    }

    @Override
    public List<String> tokens(String segment) {
        return Text.split(RULES.apply(segment.toLowerCase(Locale.ROOT)));
    }

    @Override
    public String letterCase() {
        return "lc";
    }
}

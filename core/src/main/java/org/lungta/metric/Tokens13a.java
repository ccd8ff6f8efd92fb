package org.lungta.metric;

import java.util.List;

/** The tokens of NIST's mteval-v13a, as sacrebleu 2.6 cuts them. */
record Tokens13a() implements Tokenization {
    /** Marks stand alone; period and comma unless inside a number; a hyphen after a digit. */
    static final Substitutions WESTERN = Substitutions.of(
            "([{-~\\[-` -&(-+:-@/])", " $1 ",
            "([^0-9])([.,])", "$1 $2 ",
            "([.,])([^0-9])", " $1 $2",
            "([0-9])(-)", "$1 $2 ");

    @Override
    public String signature() {
        return "13a";
    }

    @Override
    public List<String> tokens(String segment) {
        String joined = segment.replace("<skipped>", "").replace("-\n", "").replace("\n", " ");
        String plain = joined.replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
        return Text.split(WESTERN.apply(" " + plain + " "));
    }
}

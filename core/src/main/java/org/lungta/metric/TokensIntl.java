package org.lungta.metric;

import java.util.List;

/**
 * The tokens of mteval-v14, as sacrebleu 2.6 cuts them: punctuation stands alone unless digits are on both sides, symbols always.
 * On Tibetan each tsheg becomes a token, which inflates the matches.
 */
record TokensIntl() implements Tokenization {
    private static final Substitutions MARKS = Substitutions.of(
            "(\\P{N})(\\p{P})", "$1 $2 ",
            "(\\p{P})(\\P{N})", " $1 $2",
            "(\\p{S})", " $1 ");

    @Override
    public String signature() {
        return "intl";
    }

    @Override
    public List<String> tokens(String segment) {
        return Text.split(MARKS.apply(segment));
    }
}

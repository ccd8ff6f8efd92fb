package org.lungta.metric;

import java.util.List;

/**
 * How a segment becomes tokens. The first seven give the tokens of sacrebleu 2.6 for its tokenizer of that name; the others are
 * Lungta's own.
 */
public interface Tokenization {
    /** mteval-v13a, for languages that write spaces. */
    Tokenization WMT_13A = new Tokens13a();

    /** One token for each Chinese character, the rest nearly as 13a. */
    Tokenization ZH = new TokensZh();

    /** One token for each code point that is not white space. */
    Tokenization CHAR = new TokensChar();

    /** The runs between white space. */
    Tokenization NONE = new TokensNone();

    /** mteval-v14, by Unicode's punctuation and symbols. */
    Tokenization INTL = new TokensIntl();

    /** What sacrebleu's TER does to text by default. */
    Tokenization TERCOM = new TokensTercom();

    /** What sacrebleu's TER does with {@code normalized} and {@code asian_support}. */
    Tokenization TERCOM_ASIAN = new TokensTercomAsian();

    /** {@link MixedTokens} under the name that BLEU on Tibetan syllables has in a signature. */
    Tokenization SYLLABLE = new TokensMixed("bo-syllable");

    /** {@link MixedTokens}. */
    Tokenization MIXED = new TokensMixed("mixed");

    /** The value of {@code tok} in a signature, with what else the tokenization does to the text. */
    String signature();

    /** The tokens of one segment, none of them empty. */
    List<String> tokens(String segment);

    /** The value of {@code case} in a signature. */
    default String letterCase() {
        return "mixed";
    }
}

record TokensChar() implements Tokenization {
    @Override
    public String signature() {
        return "char";
    }

    @Override
    public List<String> tokens(String segment) {
        return Text.codePoints(Text.squeeze(segment));
    }
}

record TokensNone() implements Tokenization {
    @Override
    public String signature() {
        return "none";
    }

    @Override
    public List<String> tokens(String segment) {
        return Text.split(segment);
    }
}

record TokensMixed(String name) implements Tokenization {
    @Override
    public String signature() {
        return name + "|norm:nfc";
    }

    @Override
    public List<String> tokens(String segment) {
        return MixedTokens.words(segment);
    }

    @Override
    public String letterCase() {
        return "lc";
    }
}

package org.lungta.gguf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Parts of a tokenizer.json, with every field that the tokenizers library writes. */
final class TokenizerJson {
    private TokenizerJson() {}

    static Json type(String type) {
        return new Json().with("type", type);
    }

    static Json model(Json vocabulary, List<List<String>> merges) {
        return type("BPE")
                .with("dropout", null)
                .with("unk_token", null)
                .with("continuing_subword_prefix", null)
                .with("end_of_word_suffix", null)
                .with("fuse_unk", false)
                .with("byte_fallback", false)
                .with("ignore_merges", false)
                .with("vocab", vocabulary)
                .with("merges", merges);
    }

    static Json byteLevel(boolean trimOffsets, boolean useRegex) {
        return type("ByteLevel")
                .with("add_prefix_space", false)
                .with("trim_offsets", trimOffsets)
                .with("use_regex", useRegex);
    }

    static Json splitByRegex(String regex) {
        return split("Regex", regex, "Isolated");
    }

    static Json split(String kind, String pattern, String behavior) {
        return type("Split")
                .with("pattern", new Json().with(kind, pattern))
                .with("behavior", behavior)
                .with("invert", false);
    }

    static Json replace(String from, String to) {
        return type("Replace").with("pattern", new Json().with("String", from)).with("content", to);
    }

    /** Puts the token in front of each text. */
    static Json beginWith(Token token) {
        List<Json> single = List.of(special(token, 0), sequence("A", 0));
        List<Json> pair = List.of(special(token, 0), sequence("A", 0), special(token, 1), sequence("B", 1));
        Json meaning = new Json()
                .with("id", token.text())
                .with("ids", List.of(token.id()))
                .with("tokens", List.of(token.text()));
        return type("TemplateProcessing")
                .with("single", single)
                .with("pair", pair)
                .with("special_tokens", new Json().with(token.text(), meaning));
    }

    private static Json special(Token token, int type) {
        return new Json()
                .with("SpecialToken", new Json().with("id", token.text()).with("type_id", type));
    }

    private static Json sequence(String name, int type) {
        return new Json().with("Sequence", new Json().with("id", name).with("type_id", type));
    }

    /** The list added_tokens. */
    static List<Json> added(List<Token> tokens, Predicate<Token> isSpecial) {
        List<Json> added = new ArrayList<>();
        tokens.forEach(token -> added.add(token.added(isSpecial.test(token))));
        return added;
    }

    /** The object added_tokens_decoder of tokenizer_config.json. */
    static Json decoder(List<Token> tokens, Predicate<Token> isSpecial) {
        Json decoder = new Json();
        tokens.forEach(token -> decoder.with(String.valueOf(token.id()), token.described(isSpecial.test(token))));
        return decoder;
    }
}

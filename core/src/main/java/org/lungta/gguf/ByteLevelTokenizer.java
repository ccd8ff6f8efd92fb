package org.lungta.gguf;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;

/** A tokenizer of byte pairs on bytes, with the merges of the file, in the style that the file names. */
record ByteLevelTokenizer(TokenTable table, ByteLevelStyle style) {
    private static final String MERGES = "tokenizer.ggml.merges";

    static ByteLevelTokenizer of(TokenTable table) {
        return new ByteLevelTokenizer(table, ByteLevelStyle.of(table.metadata()));
    }

    TokenizerFiles files(Sizes sizes) {
        SpecialTokens roles = SpecialTokens.read(table);
        List<Token> added = table.added();
        Json special = style.special(roles);
        Json config = style.config()
                .with("model_max_length", sizes.context())
                .withAll(special)
                .with("clean_up_tokenization_spaces", false)
                .with("added_tokens_decoder", TokenizerJson.decoder(added, style::isSpecial));
        roles.template().ifPresent(template -> config.with("chat_template", template));
        Json tokenizer = new Json()
                .with("version", "1.0")
                .with("truncation", null)
                .with("padding", null)
                .with("added_tokens", TokenizerJson.added(added, style::isSpecial))
                .with("normalizer", style.normalizer().orElse(null))
                .with("pre_tokenizer", style.preTokenizer())
                .with("post_processor", style.postProcessor(roles).orElse(null))
                .with("decoder", style.decoder())
                .with("model", TokenizerJson.model(vocabulary(), merges()).withAll(style.model()));
        return new TokenizerFiles(tokenizer, config, special, roles.generation(style.ends()), roles.template());
    }

    private Json vocabulary() {
        Json vocabulary = new Json();
        for (Token token : table.tokens()) {
            if (token.kind() != Token.Kind.UNUSED && (style.vocabularyHoldsAdded() || !token.isAdded())) {
                vocabulary.with(token.text(), token.id());
            }
        }
        return vocabulary;
    }

    /** A merge is two tokens that make a third. */
    private List<List<String>> merges() {
        List<List<String>> merges = new ArrayList<>();
        for (String merge : table.metadata().texts(MERGES)) {
            List<String> parts = List.of(merge.split(" ", -1));
            require(
                    parts.size() == 2
                            && table.ids().containsKey(parts.get(0))
                            && table.ids().containsKey(parts.get(1))
                            && table.ids().containsKey(parts.get(0) + parts.get(1)),
                    "%s: merge %d, \"%s\", is not of two tokens that make a third: the file is damaged; copy it again",
                    table.metadata().file(),
                    merges.size(),
                    merge);
            merges.add(parts);
        }
        return merges;
    }
}

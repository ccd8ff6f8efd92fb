package org.lungta.gguf;

import java.util.List;
import java.util.Optional;

/** Llama 3: up to three digits together, whole words of the vocabulary before any merge, and a token at the beginning. */
record Llama3Style() implements ByteLevelStyle {
    private static final String SPLIT = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    @Override
    public Optional<Json> normalizer() {
        return Optional.empty();
    }

    @Override
    public Json preTokenizer() {
        return TokenizerJson.type("Sequence")
                .with(
                        "pretokenizers",
                        List.of(TokenizerJson.splitByRegex(SPLIT), TokenizerJson.byteLevel(true, false)));
    }

    @Override
    public Optional<Json> postProcessor(SpecialTokens roles) {
        Json bytes = TokenizerJson.byteLevel(false, true);
        boolean begins = roles.table().metadata().flag("tokenizer.ggml.add_bos_token", true);
        return Optional.of(roles.token("bos")
                .filter(token -> begins)
                .map(token -> TokenizerJson.type("Sequence")
                        .with("processors", List.of(bytes, TokenizerJson.beginWith(token))))
                .orElse(bytes));
    }

    @Override
    public Json decoder() {
        return TokenizerJson.byteLevel(true, true);
    }

    @Override
    public Json model() {
        return new Json().with("ignore_merges", true);
    }

    @Override
    public boolean vocabularyHoldsAdded() {
        return false;
    }

    @Override
    public boolean isSpecial(Token added) {
        return added.kind() != Token.Kind.USER_DEFINED;
    }

    @Override
    public Json special(SpecialTokens roles) {
        Json special = new Json();
        roles.token("bos").ifPresent(token -> special.with("bos_token", token.text()));
        roles.token("eos").ifPresent(token -> special.with("eos_token", token.text()));
        roles.token("padding").ifPresent(token -> special.with("pad_token", token.text()));
        return special;
    }

    @Override
    public Json config() {
        return new Json().with("tokenizer_class", "PreTrainedTokenizerFast");
    }

    @Override
    public List<String> ends() {
        return List.of("<|end_of_text|>", "<|eom_id|>", "<|eot_id|>");
    }
}

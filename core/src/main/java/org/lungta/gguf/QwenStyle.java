package org.lungta.gguf;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Qwen2, Qwen2.5 and Qwen3. */
record QwenStyle() implements ByteLevelStyle {
    private static final String SPLIT = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String END_OF_TEXT = "<|endoftext|>";

    /** llama.cpp takes these marks for control tokens; Qwen keeps them when it decodes. */
    private static final Set<String> KEPT = Set.of(
            "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>", "<|fim_pad|>", "<|repo_name|>", "<|file_sep|>");

    @Override
    public Optional<Json> normalizer() {
        return Optional.of(TokenizerJson.type("NFC"));
    }

    @Override
    public Json preTokenizer() {
        return TokenizerJson.type("Sequence")
                .with(
                        "pretokenizers",
                        List.of(TokenizerJson.splitByRegex(SPLIT), TokenizerJson.byteLevel(false, false)));
    }

    @Override
    public Optional<Json> postProcessor(SpecialTokens roles) {
        return Optional.of(TokenizerJson.byteLevel(false, false));
    }

    @Override
    public Json decoder() {
        return TokenizerJson.byteLevel(false, false);
    }

    @Override
    public Json model() {
        return new Json().with("continuing_subword_prefix", "").with("end_of_word_suffix", "");
    }

    @Override
    public boolean vocabularyHoldsAdded() {
        return false;
    }

    @Override
    public boolean isSpecial(Token added) {
        return added.kind() != Token.Kind.USER_DEFINED && !KEPT.contains(added.text());
    }

    @Override
    public Json special(SpecialTokens roles) {
        List<String> additional = roles.table().added().stream()
                .filter(this::isSpecial)
                .map(Token::text)
                .filter(text -> !text.equals(END_OF_TEXT))
                .toList();
        return new Json()
                .with("eos_token", roles.textOrNull("eos"))
                .with("pad_token", roles.textOrNull("padding"))
                .with("additional_special_tokens", additional);
    }

    @Override
    public Json config() {
        return new Json()
                .with("add_bos_token", false)
                .with("add_prefix_space", false)
                .with("bos_token", null)
                .with("unk_token", null)
                .with("errors", "replace")
                .with("split_special_tokens", false)
                .with("tokenizer_class", "Qwen2Tokenizer");
    }

    @Override
    public List<String> ends() {
        return List.of("<|im_end|>", END_OF_TEXT);
    }
}

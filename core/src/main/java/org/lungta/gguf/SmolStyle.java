package org.lungta.gguf;

import java.util.List;
import java.util.Optional;

/** SmolLM and SmolLM2: every digit by itself, then GPT-2's rule. */
record SmolStyle() implements ByteLevelStyle {
    @Override
    public Optional<Json> normalizer() {
        return Optional.empty();
    }

    @Override
    public Json preTokenizer() {
        Json digits = TokenizerJson.type("Digits").with("individual_digits", true);
        return TokenizerJson.type("Sequence")
                .with("pretokenizers", List.of(digits, TokenizerJson.byteLevel(true, true)));
    }

    @Override
    public Optional<Json> postProcessor(SpecialTokens roles) {
        return Optional.empty();
    }

    @Override
    public Json decoder() {
        return TokenizerJson.byteLevel(true, true);
    }

    @Override
    public Json model() {
        return new Json();
    }

    @Override
    public boolean vocabularyHoldsAdded() {
        return true;
    }

    @Override
    public boolean isSpecial(Token added) {
        return added.kind() != Token.Kind.USER_DEFINED;
    }

    @Override
    public Json special(SpecialTokens roles) {
        return new Json()
                .with("bos_token", roles.textOrNull("bos"))
                .with("eos_token", roles.textOrNull("eos"))
                .with("unk_token", roles.textOrNull("unknown"))
                .with("pad_token", roles.textOrNull("padding"))
                .with("additional_special_tokens", roles.inTemplate());
    }

    /** The class is the general one: the original's would be rebuilt by newer transformers without the rule for digits. */
    @Override
    public Json config() {
        return new Json().with("add_prefix_space", false).with("tokenizer_class", "PreTrainedTokenizerFast");
    }

    @Override
    public List<String> ends() {
        return List.of("<|im_end|>");
    }
}

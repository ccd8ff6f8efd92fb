package org.lungta.gguf;

import static org.lungta.check.Check.refuse;

import java.util.List;
import java.util.Optional;

/** What a file leaves to the name of its tokenizer: how text is cut up, and which roles the tokens have in Hugging Face's files. */
sealed interface ByteLevelStyle permits QwenStyle, SmolStyle, Llama3Style {
    Optional<Json> normalizer();

    Json preTokenizer();

    Optional<Json> postProcessor(SpecialTokens roles);

    Json decoder();

    /** What the model has besides vocabulary and merges. */
    Json model();

    /** Whether the vocabulary lists the added tokens again. */
    boolean vocabularyHoldsAdded();

    /** Whether decoding drops this added token. */
    boolean isSpecial(Token added);

    /** special_tokens_map.json. */
    Json special(SpecialTokens roles);

    /** The beginning of tokenizer_config.json. */
    Json config();

    /** The control tokens that end a completion besides the one that the file names. */
    List<String> ends();

    static ByteLevelStyle of(Metadata metadata) {
        String name = metadata.text("tokenizer.ggml.pre");
        return switch (name) {
            case "qwen2" -> new QwenStyle();
            case "smollm" -> new SmolStyle();
            case "llama-bpe", "llama3" -> new Llama3Style();
            default ->
                throw refuse(
                        "%s: the tokenizer cuts text as \"%s\" does, which is not implemented (qwen2, smollm and llama-bpe are):"
                                + " take a model of those",
                        metadata.file(), name);
        };
    }
}

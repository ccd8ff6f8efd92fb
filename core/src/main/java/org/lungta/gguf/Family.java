package org.lungta.gguf;

import static org.lungta.check.Check.refuse;

import java.util.List;
import org.lungta.checkpoint.DType;

/** An architecture: which tensors a file of it has, and what its config.json says. */
sealed interface Family permits Qwen2, Qwen3, Llama, Gemma3 {
    /** What general.architecture calls it. */
    String name();

    /** Adds the tensors of the layers. */
    void layers(GgufFile file, Sizes sizes, Weights weights);

    /** Adds what the family has in its config.json besides {@link #common}. */
    Json config(GgufFile file, Sizes sizes);

    /** The tokenizer_class of its SentencePiece tokenizer. */
    default String pieceTokenizer() {
        return "PreTrainedTokenizerFast";
    }

    static Family of(Metadata metadata) {
        String architecture = metadata.text("general.architecture");
        return switch (architecture) {
            case "qwen2" -> new Qwen2();
            case "qwen3" -> new Qwen3();
            case "llama" -> new Llama();
            case "gemma3" -> new Gemma3();
            default ->
                throw refuse(
                        "%s: the architecture \"%s\" is not implemented (qwen2, qwen3, llama, gemma3 are): take a model of those",
                        metadata.file(), architecture);
        };
    }

    /** Every tensor of the folder, in the order of their names, and the whole config.json. */
    default Plan plan(GgufFile file, DType dtype) {
        Sizes sizes = Sizes.read(file.header(), name());
        Weights weights = new Weights(file.header());
        boolean tied = Head.add(file, sizes, weights);
        weights.add("model.norm.weight", "output_norm.weight", new RowOrder.Same(), normOffset(), sizes.hidden());
        layers(file, sizes, weights);
        Json config = common(file.header().metadata(), sizes, tied, dtype).withAll(config(file, sizes));
        return new Plan(sizes, weights.sorted(), config.sorted());
    }

    /** What the file adds to the weight of a norm. */
    default float normOffset() {
        return 0;
    }

    private static Json common(Metadata metadata, Sizes sizes, boolean tied, DType dtype) {
        return new Json()
                .with("attention_dropout", 0.0)
                .with("bos_token_id", SpecialTokens.idOrNull(metadata, "bos"))
                .with("eos_token_id", SpecialTokens.idOrNull(metadata, "eos"))
                .with("hidden_size", sizes.hidden())
                .with("initializer_range", 0.02)
                .with("intermediate_size", sizes.intermediate())
                .with("max_position_embeddings", sizes.context())
                .with("num_attention_heads", sizes.heads())
                .with("num_hidden_layers", sizes.layers())
                .with("num_key_value_heads", sizes.keyHeads())
                .with("rms_norm_eps", sizes.epsilon())
                .with("rope_theta", sizes.ropeBase())
                .with("tie_word_embeddings", tied)
                .with("torch_dtype", dtype == DType.F32 ? "float32" : "bfloat16")
                .with("use_cache", true)
                .with("vocab_size", sizes.vocabulary());
    }

    /** What becomes of a file. */
    record Plan(Sizes sizes, List<Weight> weights, Json config) {}
}

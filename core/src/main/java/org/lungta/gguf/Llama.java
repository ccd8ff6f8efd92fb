package org.lungta.gguf;

import java.util.List;
import org.lungta.gguf.RowOrder.Neighbours;

/** Llama and what is built like it (SmolLM2, TinyLlama, Mistral): rows of query and key in llama.cpp's own order. */
record Llama() implements Family {
    @Override
    public String name() {
        return "llama";
    }

    @Override
    public void layers(GgufFile file, Sizes sizes, Weights weights) {
        for (int i = 0; i < sizes.layers(); i++) {
            weights.matrices(i, sizes, new Neighbours(sizes.headSize()));
            weights.twoNorms(i, sizes);
        }
        if (file.header().tensors().containsKey(RopeScaling.FREQUENCIES)) {
            weights.take(RopeScaling.FREQUENCIES, sizes.headSize() / 2);
        }
    }

    @Override
    public Json config(GgufFile file, Sizes sizes) {
        Metadata metadata = file.header().metadata();
        return new Json()
                .with("architectures", List.of("LlamaForCausalLM"))
                .with("model_type", name())
                .with("hidden_act", "silu")
                .with("attention_bias", false)
                .with("mlp_bias", false)
                .with("head_dim", sizes.headSize())
                .with("pretraining_tp", 1)
                .with("rope_scaling", scaling(file, sizes))
                .with("pad_token_id", SpecialTokens.idOrNull(metadata, "padding"));
    }

    /** The linear one of the metadata, or that of Llama 3, or null. */
    private Json scaling(GgufFile file, Sizes sizes) {
        TensorInfo divisors = file.header().tensors().get(RopeScaling.FREQUENCIES);
        return divisors == null
                ? RopeScaling.read(file.header().metadata(), name()).orElse(null)
                : RopeScaling.llama3(file, sizes, divisors);
    }
}

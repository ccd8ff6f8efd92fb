package org.lungta.gguf;

import java.util.List;

/** Qwen3, dense: no biases, norms of query and key, heads of their own size. */
record Qwen3() implements Family {
    @Override
    public String name() {
        return "qwen3";
    }

    @Override
    public void layers(GgufFile file, Sizes sizes, Weights weights) {
        for (int i = 0; i < sizes.layers(); i++) {
            weights.matrices(i, sizes, new RowOrder.Same());
            weights.twoNorms(i, sizes);
            weights.add(
                    Weights.name(i) + "self_attn.q_norm.weight",
                    Weights.block(i) + "attn_q_norm.weight",
                    sizes.headSize());
            weights.add(
                    Weights.name(i) + "self_attn.k_norm.weight",
                    Weights.block(i) + "attn_k_norm.weight",
                    sizes.headSize());
        }
    }

    @Override
    public Json config(GgufFile file, Sizes sizes) {
        return new Json()
                .with("architectures", List.of("Qwen3ForCausalLM"))
                .with("model_type", name())
                .with("hidden_act", "silu")
                .with("attention_bias", false)
                .with("head_dim", sizes.headSize())
                .with("max_window_layers", sizes.layers())
                .with(
                        "rope_scaling",
                        RopeScaling.read(file.header().metadata(), name()).orElse(null))
                .with("sliding_window", null)
                .with("use_sliding_window", false);
    }
}

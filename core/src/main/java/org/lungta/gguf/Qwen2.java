package org.lungta.gguf;

import java.util.List;

/** Qwen2 and Qwen2.5: biases on query, key and value. */
record Qwen2() implements Family {
    @Override
    public String name() {
        return "qwen2";
    }

    @Override
    public void layers(GgufFile file, Sizes sizes, Weights weights) {
        for (int i = 0; i < sizes.layers(); i++) {
            weights.matrices(i, sizes, new RowOrder.Same());
            weights.twoNorms(i, sizes);
            weights.add(Weights.name(i) + "self_attn.q_proj.bias", Weights.block(i) + "attn_q.bias", sizes.queries());
            weights.add(Weights.name(i) + "self_attn.k_proj.bias", Weights.block(i) + "attn_k.bias", sizes.keys());
            weights.add(Weights.name(i) + "self_attn.v_proj.bias", Weights.block(i) + "attn_v.bias", sizes.keys());
        }
    }

    @Override
    public Json config(GgufFile file, Sizes sizes) {
        Json config = new Json()
                .with("architectures", List.of("Qwen2ForCausalLM"))
                .with("model_type", name())
                .with("hidden_act", "silu")
                .with("max_window_layers", sizes.layers())
                .with("sliding_window", sizes.context())
                .with("use_sliding_window", false);
        RopeScaling.read(file.header().metadata(), name()).ifPresent(scaling -> config.with("rope_scaling", scaling));
        return config;
    }
}

package org.lungta.checkpoint;

import static org.lungta.check.Check.require;

import java.util.Map;
import org.lungta.model.DecoderConfig;

/** Qwen2 and Qwen2.5: biases on query, key and value, rotary positions, full attention. */
final class Qwen2 {
    private Qwen2() {}

    static DecoderConfig read(Config json) {
        json.without("quantization_config");
        json.only(Map.of("hidden_act", "silu"));
        require(
                !json.flag("use_sliding_window", false),
                "%s: \"use_sliding_window\" is true, which is not implemented for qwen2",
                json.file());
        int heads = json.integer("num_attention_heads");
        int hidden = json.integer("hidden_size");
        return new DecoderConfig(
                json.integer("vocab_size"),
                hidden,
                json.integer("intermediate_size"),
                json.integer("num_hidden_layers"),
                heads,
                json.integer("num_key_value_heads", heads),
                json.integer("head_dim", hidden / heads),
                json.number("rms_norm_eps"),
                json.ropeTheta(),
                json.integer("max_position_embeddings"),
                json.flag("tie_word_embeddings", false),
                true);
    }
}

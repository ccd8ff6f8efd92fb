package org.lungta.checkpoint;

import java.util.Map;
import java.util.Set;
import org.lungta.model.Activation;
import org.lungta.model.DecoderConfig;
import org.lungta.model.Norm;
import org.lungta.model.Norms;

/** Qwen2 and Qwen2.5: biases on query, key and value, rotary positions, full attention. */
final class Qwen2 {
    private Qwen2() {}

    static DecoderConfig read(Config json) {
        json.without("quantization_config");
        json.only(Map.of("hidden_act", "silu"));
        return new DecoderConfig(
                DecoderFields.sizes(json),
                DecoderFields.heads(json),
                new Norms(
                        Norm.Kind.RMS,
                        json.number("rms_norm_eps"),
                        Map.of(
                                Norms.Place.INPUT, "input_layernorm",
                                Norms.Place.MLP_INPUT, "post_attention_layernorm")),
                Activation.SILU,
                1,
                json.flag("tie_word_embeddings", false),
                Set.of("q_proj", "k_proj", "v_proj"),
                DecoderFields.fullLayers(json));
    }
}

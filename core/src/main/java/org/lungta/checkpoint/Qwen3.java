package org.lungta.checkpoint;

import java.util.Map;
import java.util.Set;
import org.lungta.model.Activation;
import org.lungta.model.DecoderConfig;
import org.lungta.model.Norm;
import org.lungta.model.Norms;

/** Qwen3 (arXiv:2505.09388), dense: as Qwen2 without biases, with query and key heads normalised before they turn. */
final class Qwen3 {
    private Qwen3() {}

    static DecoderConfig read(Config json) {
        json.without("quantization_config");
        json.only(Map.of("hidden_act", "silu", "attention_bias", "false"));
        json.integer("head_dim"); // it does not follow from the hidden size
        return new DecoderConfig(
                DecoderFields.sizes(json),
                DecoderFields.heads(json),
                new Norms(
                        Norm.Kind.RMS,
                        json.number("rms_norm_eps"),
                        Map.of(
                                Norms.Place.INPUT, "input_layernorm",
                                Norms.Place.QUERY, "self_attn.q_norm",
                                Norms.Place.KEY, "self_attn.k_norm",
                                Norms.Place.MLP_INPUT, "post_attention_layernorm")),
                Activation.SILU,
                1,
                json.flag("tie_word_embeddings", false),
                Set.of(),
                DecoderFields.fullLayers(json));
    }
}

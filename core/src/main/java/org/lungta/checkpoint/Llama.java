package org.lungta.checkpoint;

import java.util.Map;
import java.util.Set;
import org.lungta.model.Activation;
import org.lungta.model.DecoderConfig;
import org.lungta.model.Norm;
import org.lungta.model.Norms;

/** Llama (arXiv:2302.13971) 2 and 3, and what was built after it, such as SmolLM2: no biases, full attention. */
final class Llama {
    private Llama() {}

    static DecoderConfig read(Config json) {
        json.without("quantization_config");
        json.only(Map.of("hidden_act", "silu", "attention_bias", "false", "mlp_bias", "false", "pretraining_tp", "1"));
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
                Set.of(),
                DecoderFields.fullLayers(json));
    }
}

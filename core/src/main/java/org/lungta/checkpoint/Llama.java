package org.lungta.checkpoint;

import java.util.Map;
import java.util.Set;
import org.lungta.model.DecoderConfig;

/** Llama (arXiv:2302.13971) 2 and 3, and what was built after it, such as SmolLM2: no biases, full attention. */
final class Llama {
    private Llama() {}

    static DecoderConfig read(Config json) {
        json.without("quantization_config");
        json.only(Map.of("hidden_act", "silu", "attention_bias", "false", "mlp_bias", "false", "pretraining_tp", "1"));
        return DecoderFields.plain(json, DecoderFields.NORMS, Set.of());
    }
}

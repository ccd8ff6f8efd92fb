package org.lungta.checkpoint;

import java.util.Map;
import java.util.Set;
import org.lungta.model.DecoderConfig;

/** Qwen3 (arXiv:2505.09388), dense: as Qwen2 without biases, with query and key heads normalised before they turn. */
final class Qwen3 {
    private Qwen3() {}

    static DecoderConfig read(Config json) {
        json.without("quantization_config");
        json.only(Map.of("hidden_act", "silu", "attention_bias", "false"));
        json.integer("head_dim"); // it does not follow from the hidden size
        return DecoderFields.plain(json, DecoderFields.NORMS_WITH_HEADS, Set.of());
    }
}

package org.lungta.checkpoint;

import java.util.Map;
import java.util.Set;
import org.lungta.model.DecoderConfig;

/** Qwen2 and Qwen2.5: biases on query, key and value, rotary positions, full attention. */
final class Qwen2 {
    private Qwen2() {}

    static DecoderConfig read(Config json) {
        json.without("quantization_config");
        json.only(Map.of("hidden_act", "silu"));
        return DecoderFields.plain(json, DecoderFields.NORMS, Set.of("q_proj", "k_proj", "v_proj"));
    }
}

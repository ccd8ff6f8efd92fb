package org.lungta.contrast;

import java.util.List;
import java.util.Map;
import org.lungta.checkpoint.SafetensorsWriter;

/** What a fresh encoder of one kind has that others have not. */
interface FreshWeights {
    /** The type of the first module in modules.json. */
    String module();

    /** config.json. */
    Map<String, Object> config();

    List<SafetensorsWriter.Tensor> tensors();

    /** Files for people, by name. */
    default Map<String, String> notes() {
        return Map.of();
    }
}

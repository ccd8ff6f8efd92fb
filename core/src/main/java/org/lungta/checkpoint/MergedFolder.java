package org.lungta.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lungta.model.Adapter;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Lora;
import org.lungta.tensor.DType;
import org.lungta.text.Json;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A base model with its adapters added for good, as a model folder that needs neither: each changed weight is W + sum of
 * scale (alpha / r) B A, computed in float32 and rounded once.
 */
public final class MergedFolder {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String EMBEDDING = "model.embed_tokens.weight";
    private static final String HEAD = "lm_head.weight";
    private static final String GENERATION = "generation_config.json";

    private MergedFolder() {}

    /**
     * Writes it.
     *
     * @param type the type of all weights; empty for the model's own
     */
    public static void write(ModelFolder model, List<ScaledAdapter> adapters, Optional<DType> type, Path output) {
        try (DecoderWeights outline = model.outline()) {
            List<Adapter> read = ScaledAdapter.readAll(adapters, outline);
            try {
                ModelCopy copy = ModelCopy.of(model.folder())
                        .changing(changes(model, read))
                        .writing(generation(model.folder(), model.stops()));
                type.map(copy::in).orElse(copy).write(output);
            } finally {
                read.forEach(Adapter::close);
            }
        }
    }

    private static Map<String, ModelCopy.Change> changes(ModelFolder model, List<Adapter> adapters) {
        Map<String, ModelCopy.Change> changes = new HashMap<>();
        boolean ownHead = TensorFolder.open(model.folder()).names().contains(HEAD);
        for (Adapter adapter : adapters) {
            adapter.rows().ifPresent(rows -> {
                changes.put(EMBEDDING, rows::replacedIn);
                if (ownHead && model.config().tiedHead()) {
                    changes.put(HEAD, rows::replacedIn);
                }
            });
            adapter.headRows().ifPresent(rows -> changes.put(HEAD, rows::replacedIn));
            adapter.pairs().keySet().forEach(module -> {
                List<Lora> pairs = Adapter.pairs(adapters, module);
                if (!pairs.isEmpty()) {
                    changes.put(module + ".weight", stored -> Lora.merged(stored, pairs));
                }
            });
        }
        return changes;
    }

    /** generation_config.json, where the model's own does not name every token that ends a completion. */
    private static Map<String, String> generation(Path folder, Set<Integer> stops) {
        Path file = folder.resolve(GENERATION);
        ObjectNode generation = Files.isRegularFile(file)
                ? (ObjectNode) Json.object(file)
                : JSON.createObjectNode().put("_from_model_config", true);
        if (generation.hasNonNull("eos_token_id")) {
            return Map.of();
        }
        ArrayNode ends = generation.putArray("eos_token_id");
        stops.forEach(ends::add);
        return Map.of(GENERATION, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(generation) + "\n");
    }
}

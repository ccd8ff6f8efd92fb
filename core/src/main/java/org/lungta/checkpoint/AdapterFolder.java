package org.lungta.checkpoint;

import static org.lungta.check.Check.require;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lungta.model.Adapter;
import org.lungta.model.AdapterConfig;
import org.lungta.model.DecoderWeights;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A LoRA adapter as PEFT keeps it: adapter_config.json and adapter_model.safetensors, float32. */
public final class AdapterFolder {
    private static final String PREFIX = "base_model.model.";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AdapterFolder() {}

    /** Writes an adapter into an existing folder; {@code base} is the base model's name or path for PEFT to find. */
    public static void write(Path folder, Adapter adapter, String base) {
        StateFile.write(folder.resolve("adapter_model.safetensors"), byPeftName(adapter));
        AtomicFiles.write(folder.resolve("adapter_config.json"), config(adapter.config(), base));
    }

    private static Map<String, org.lungta.tensor.Tensor> byPeftName(Adapter adapter) {
        Map<String, org.lungta.tensor.Tensor> named = new TreeMap<>();
        adapter.tensors().forEach((name, tensor) -> named.put(PREFIX + name + ".weight", tensor));
        return named;
    }

    private static String config(AdapterConfig config, String base) {
        Map<String, Object> json = new TreeMap<>();
        json.put("peft_type", "LORA");
        json.put("task_type", "CAUSAL_LM");
        json.put("base_model_name_or_path", base);
        json.put("r", config.rank());
        json.put("lora_alpha", config.alpha());
        json.put("lora_dropout", config.dropout());
        json.put("target_modules", new ArrayList<>(new TreeSet<>(config.targets())));
        json.put("bias", "none");
        json.put("fan_in_fan_out", false);
        json.put("inference_mode", true);
        json.put("init_lora_weights", true);
        json.put("use_rslora", false);
        json.put("use_dora", false);
        json.put("modules_to_save", null);
        json.put("rank_pattern", Map.of());
        json.put("alpha_pattern", Map.of());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }

    /** Reads an adapter for these weights; what PEFT offers and this does not is refused by name. */
    public static Adapter read(Path folder, DecoderWeights weights) {
        Path file = folder.resolve("adapter_config.json");
        Config json = new Config(file, ModelFolder.json(file));
        json.only(Map.of("peft_type", "LORA", "bias", "none", "use_rslora", "false", "use_dora", "false"));
        json.without("modules_to_save", "layers_to_transform", "trainable_token_indices");
        requireEmpty(json, "rank_pattern");
        requireEmpty(json, "alpha_pattern");
        AdapterConfig config = new AdapterConfig(
                json.integer("r"),
                json.number("lora_alpha"),
                json.json().path("lora_dropout").asDouble(0),
                targets(json));
        Map<String, float[]> tensors = tensors(folder);
        Adapter adapter = Adapter.make(config, weights, (name, shape) -> {
            float[] values = tensors.remove(PREFIX + name + ".weight");
            require(values != null, "%s: tensor \"%s%s.weight\" is missing", folder, PREFIX, name);
            require(
                    values.length == shape[0] * shape[1],
                    "%s: tensor \"%s\" has %d values; the model needs %d x %d",
                    folder,
                    name,
                    values.length,
                    shape[0],
                    shape[1]);
            return values;
        });
        require(tensors.isEmpty(), "%s: tensors that belong to no target module: %s", folder, tensors.keySet());
        return adapter;
    }

    private static void requireEmpty(Config json, String field) {
        JsonNode value = json.json().path(field);
        require(
                value.isMissingNode() || value.isNull() || value.isEmpty(),
                "%s: \"%s\" is not implemented",
                json.file(),
                field);
    }

    private static List<String> targets(Config json) {
        JsonNode value = json.json().path("target_modules");
        if (value.isString() && value.asString().equals("all-linear")) {
            return AdapterConfig.EVERY_LINEAR;
        }
        List<String> targets = new ArrayList<>();
        value.forEach(name -> targets.add(name.asString()));
        require(
                !targets.isEmpty() && AdapterConfig.EVERY_LINEAR.containsAll(targets),
                "%s: \"target_modules\" is %s; implemented: %s",
                json.file(),
                value,
                AdapterConfig.EVERY_LINEAR);
        return targets;
    }

    private static Map<String, float[]> tensors(Path folder) {
        Safetensors file = Safetensors.open(folder.resolve("adapter_model.safetensors"));
        Map<String, float[]> tensors = new LinkedHashMap<>();
        file.entries().forEach((name, entry) -> {
            require(
                    entry.dtype().name().equals("F32"),
                    "%s: tensor \"%s\" is %s; adapters are read in F32",
                    folder,
                    name,
                    entry.dtype());
            ByteBuffer bytes = file.bytes(name).order(ByteOrder.LITTLE_ENDIAN);
            float[] values = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(values);
            tensors.put(name, values);
        });
        return tensors;
    }
}

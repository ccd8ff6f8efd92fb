package org.lungta.checkpoint;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lungta.model.Adapter;
import org.lungta.model.AdapterConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A LoRA adapter as PEFT keeps it: adapter_config.json and adapter_model.safetensors, float32. */
public final class AdapterFolder {
    private static final String PREFIX = "base_model.model.";
    private static final String WEIGHTS = "adapter_model.safetensors";
    private static final String CONFIG = "adapter_config.json";
    static final Set<String> FILES = Set.of(WEIGHTS, CONFIG);
    private static final Map<String, String> IMPLEMENTED = Map.of(
            "peft_type", "LORA",
            "bias", "none",
            "use_rslora", "false",
            "use_dora", "false",
            "use_qalora", "false",
            "lora_bias", "false",
            "fan_in_fan_out", "false");
    private static final String[] OTHER = {
        "modules_to_save",
        "layers_to_transform",
        "layer_replication",
        "exclude_modules",
        "target_parameters",
        "alora_invocation_tokens"
    };
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AdapterFolder() {}

    /** Whether a folder holds an adapter. */
    public static boolean isOne(Path folder) {
        return FILES.stream().allMatch(name -> Files.isRegularFile(folder.resolve(name)));
    }

    /** Writes an adapter into an existing folder; {@code base} is the base model's name or path for PEFT to find. */
    public static void write(Path folder, Adapter adapter, String base) {
        StateFile.write(folder.resolve(WEIGHTS), byPeftName(adapter));
        AtomicFiles.write(folder.resolve(CONFIG), config(adapter.config(), base));
    }

    private static Map<String, Tensor> byPeftName(Adapter adapter) {
        Map<String, Tensor> named = new TreeMap<>();
        adapter.tensors().forEach((name, tensor) -> named.put(peftName(name), tensor));
        return named;
    }

    private static String peftName(String name) {
        boolean rows = name.equals(Adapter.ROWS) || name.equals(Adapter.HEAD_ROWS);
        return PREFIX + (rows ? name : name + ".weight");
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
        json.put("trainable_token_indices", PeftTokens.of(config).json());
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
        Path file = folder.resolve(CONFIG);
        Config json = Config.read(file);
        json.only(IMPLEMENTED);
        json.without(OTHER);
        requireEmpty(json, "rank_pattern");
        requireEmpty(json, "alpha_pattern");
        PeftTokens tokens = PeftTokens.read(json, weights.config().tiedHead());
        AdapterConfig config = new AdapterConfig(
                json.integer("r"),
                json.share("lora_alpha", 8),
                json.share("lora_dropout", 0),
                targets(json),
                tokens.embedding(),
                tokens.head());
        Safetensors stored = weights(folder);
        Set<String> unused = new TreeSet<>(stored.entries().keySet());
        Adapter adapter = Adapter.make(config, weights, (name, shape) -> {
            String full = peftName(name);
            require(unused.remove(full), "%s: tensor \"%s\" is missing", folder, full);
            return values(folder, stored, full, shape);
        });
        if (!unused.isEmpty()) {
            adapter.close();
            throw refuse("%s: tensors that belong to no target module: %s", folder, unused);
        }
        return adapter;
    }

    private static void requireEmpty(Config json, String field) {
        JsonNode value = json.json().path(field);
        require(
                value.isMissingNode() || value.isNull() || value.isObject() && value.isEmpty(),
                "%s: \"%s\" is not implemented",
                json.file(),
                field);
    }

    private static List<String> targets(Config json) {
        JsonNode value = json.json().path("target_modules");
        if (value.isString() && value.stringValue().equals("all-linear")) {
            return AdapterConfig.EVERY_LINEAR;
        }
        List<String> targets = new ArrayList<>();
        value.forEach(name -> targets.add(name.isString() ? name.stringValue() : String.valueOf(name)));
        require(
                value.isArray() && !targets.isEmpty() && AdapterConfig.EVERY_LINEAR.containsAll(targets),
                "%s: \"target_modules\" is %s; implemented: %s",
                json.file(),
                value,
                AdapterConfig.EVERY_LINEAR);
        return targets;
    }

    private static Safetensors weights(Path folder) {
        Path file = folder.resolve(WEIGHTS);
        if (!Files.isRegularFile(file)) {
            throw Pickles.without(folder, WEIGHTS);
        }
        return Safetensors.open(file);
    }

    private static float[] values(Path folder, Safetensors file, String name, long[] shape) {
        Safetensors.Entry entry = file.entries().get(name);
        require(
                entry.shape().equals(Arrays.stream(shape).boxed().toList()),
                "%s: tensor \"%s\" has shape %s; the model needs %s",
                folder,
                name,
                entry.shape(),
                Arrays.toString(shape));
        DType type = TensorSource.stored(folder, entry);
        return Autograd.inference(() -> Tensor.of(file.bytes(name), type, shape).floats());
    }
}

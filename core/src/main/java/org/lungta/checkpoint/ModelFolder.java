package org.lungta.checkpoint;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.lungta.model.DecoderConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.tensor.DType;
import org.lungta.text.ChatFormat;
import org.lungta.text.Tokenizer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A decoder in a Hugging Face folder: config.json, safetensors, tokenizer.json, generation_config.json. Whatever is not
 * implemented is refused by name before any tensor is read.
 */
public final class ModelFolder {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final DecoderConfig config;
    private final Set<Integer> stops;

    private ModelFolder(Path folder, DecoderConfig config, Set<Integer> stops) {
        this.folder = folder;
        this.config = config;
        this.stops = stops;
    }

    /** Reads the configuration; the weights are read by {@link #weights}. */
    public static ModelFolder open(Path folder) {
        require(
                Files.isDirectory(folder),
                "%s is not a folder; give a Hugging Face model folder with config.json and safetensors",
                folder);
        Config json = new Config(folder.resolve("config.json"), json(folder.resolve("config.json")));
        String family = json.text("model_type");
        DecoderConfig config = switch (family) {
            case "qwen2" -> Qwen2.read(json);
            default ->
                throw refuse(
                        "%s: model_type is \"%s\", which is not implemented; implemented: qwen2", json.file(), family);
        };
        return new ModelFolder(folder, config, stops(folder, json));
    }

    public Path folder() {
        return folder;
    }

    public DecoderConfig config() {
        return config;
    }

    /** Every token that ends a completion, as generation_config.json (or, without one, config.json) lists them. */
    public Set<Integer> stops() {
        return stops;
    }

    public Tokenizer tokenizer() {
        return Tokenizer.load(folder);
    }

    /** How its prompts are written; refused where the token that ends an answer would not end a completion. */
    public ChatFormat chatFormat(Tokenizer tokenizer) {
        ChatFormat chat = ChatFormat.of(folder, tokenizer);
        int end = tokenizer.id(chat.turnEnd());
        require(
                stops.contains(end),
                "%s: an answer ends with \"%s\" (%d), but the end tokens are %s, so that completions would run on: add %d to"
                        + " eos_token_id in generation_config.json",
                folder,
                chat.turnEnd(),
                end,
                stops,
                end);
        return chat;
    }

    /** The weights, converted to this type; missing, superfluous and misshapen tensors are refused. */
    public DecoderWeights weights(DType type) {
        TensorSource source = TensorSource.open(folder, type);
        DecoderWeights weights = DecoderWeights.read(config, source);
        source.refuseUnused(Set.of("lm_head.weight"), config.tiedHead());
        return weights;
    }

    private static Set<Integer> stops(Path folder, Config config) {
        Path file = folder.resolve("generation_config.json");
        JsonNode generation = Files.isRegularFile(file) ? json(file) : config.json();
        JsonNode eos = generation.has("eos_token_id")
                ? generation.get("eos_token_id")
                : config.json().path("eos_token_id");
        Set<Integer> stops = new TreeSet<>();
        if (eos.isArray()) {
            eos.forEach(id -> stops.add(id.asInt()));
        } else if (eos.isIntegralNumber()) {
            stops.add(eos.asInt());
        }
        require(!stops.isEmpty(), "%s names no eos_token_id: a completion could never end; add one", file);
        return stops;
    }

    static JsonNode json(Path file) {
        require(Files.isRegularFile(file), "%s is missing: the model folder is incomplete", file);
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JacksonException malformed) {
            throw refuse("%s is not valid JSON: %s", file, malformed.getOriginalMessage());
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", file, unreadable);
        }
    }
}

package org.lungta.checkpoint;

import static org.lungta.check.Check.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.lungta.model.DecoderConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.tensor.DType;
import org.lungta.text.ChatFormat;
import org.lungta.text.Json;
import org.lungta.text.Tokenizer;
import tools.jackson.databind.JsonNode;

/**
 * A decoder in a Hugging Face folder: config.json, safetensors, tokenizer.json, generation_config.json. Whatever is not
 * implemented is refused by name before any tensor is read.
 */
public final class ModelFolder {
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
        Config json = Config.read(folder.resolve("config.json"));
        return new ModelFolder(folder, config(json), stops(folder, json));
    }

    private static DecoderConfig config(Config json) {
        return switch (json.text("model_type")) {
            case "qwen2" -> Qwen2.read(json);
            case "qwen3" -> Qwen3.read(json);
            case "llama" -> Llama.read(json);
            case "gemma3_text" -> Gemma3.read(json);
            case "gemma3" ->
                throw json.notImplemented(
                        "model_type", "it reads images, too; save its language model alone, as gemma3_text");
            default -> throw json.notImplemented("model_type", "qwen2, qwen3, llama and gemma3_text are");
        };
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

    /** The tokenizer; refused where it does not mean what the model does by an id. */
    public Tokenizer tokenizer() {
        Tokenizer tokenizer = Tokenizer.load(folder);
        try {
            SpecialIds.check(folder, tokenizer, config.sizes().vocabulary(), stops);
            return tokenizer;
        } catch (RuntimeException refused) {
            tokenizer.close();
            throw refused;
        }
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
        return weights(TensorSource.open(folder, type));
    }

    /** The weights' names and shapes, checked in the same way, without their values: it takes no memory. */
    public DecoderWeights outline() {
        return weights(TensorSource.outline(folder));
    }

    private DecoderWeights weights(TensorSource source) {
        return source.read(() -> {
            DecoderWeights weights = DecoderWeights.read(config, source);
            source.refuseUnused(Set.of("lm_head.weight"), config.tiedHead());
            return weights;
        });
    }

    private static Set<Integer> stops(Path folder, Config config) {
        Path file = folder.resolve("generation_config.json");
        JsonNode generation = Files.isRegularFile(file) ? Json.object(file) : config.json();
        JsonNode eos = generation.hasNonNull("eos_token_id")
                ? generation.get("eos_token_id")
                : config.json().path("eos_token_id");
        Set<Integer> stops = new TreeSet<>();
        if (eos.isArray()) {
            eos.forEach(id -> stops.add(id(file, id)));
        } else if (!eos.isMissingNode() && !eos.isNull()) {
            stops.add(id(file, eos));
        }
        require(!stops.isEmpty(), "%s names no eos_token_id: a completion could never end; add one", file);
        return stops;
    }

    private static int id(Path file, JsonNode id) {
        require(
                id.isInt() && id.asInt() >= 0,
                "%s: \"eos_token_id\" is %s; a token's number from 0, or a list of them, is needed",
                file,
                id);
        return id.asInt();
    }
}

package org.lungta.checkpoint;

import static org.lungta.check.Check.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lungta.model.Bert;
import org.lungta.model.Encoder;
import org.lungta.tensor.DType;
import org.lungta.text.Json;
import org.lungta.text.Tokenizer;
import tools.jackson.databind.JsonNode;

/**
 * A sentence encoder in sentence-transformers' layout: modules.json with Transformer, Pooling (mean) and Normalize, in the form
 * of version 2 to 5 or of version 6.
 */
public final class EncoderFolder {
    private static final Set<String> IGNORED =
            Set.of("embeddings.position_ids", "pooler.dense.weight", "pooler.dense.bias");

    private EncoderFolder() {}

    /**
     * Reads an encoder.
     *
     * @param prefix put before every text, such as "query: "
     */
    public static Encoder open(Path folder, String prefix) {
        List<String> modules = modules(folder);
        require(
                modules.equals(List.of("Transformer", "Pooling", "Normalize")),
                "%s: modules are %s; Transformer, Pooling, Normalize are implemented",
                folder.resolve("modules.json"),
                modules);
        Config config = Config.read(folder.resolve("config.json"));
        config.without("quantization_config");
        config.only(Map.of("model_type", "bert", "hidden_act", "gelu", "position_embedding_type", "absolute"));
        int maxTokens = maxTokens(folder, config);
        TensorSource source = TensorSource.open(folder, DType.FLOAT32);
        return source.read(() -> {
            Bert bert = new Bert(bert(config), source);
            source.refuseUnused(IGNORED, true);
            return new Encoder(tokenizer(folder, config), bert, maxTokens, prefix);
        });
    }

    private static Tokenizer tokenizer(Path folder, Config config) {
        Tokenizer tokenizer = Tokenizer.load(folder);
        try {
            SpecialIds.check(folder, tokenizer, config.integer("vocab_size"));
            return tokenizer;
        } catch (RuntimeException refused) {
            tokenizer.close();
            throw refused;
        }
    }

    private static Bert.Config bert(Config config) {
        return new Bert.Config(
                config.integer("vocab_size"),
                config.integer("hidden_size"),
                config.integer("intermediate_size"),
                config.integer("num_hidden_layers"),
                config.integer("num_attention_heads"),
                config.integer("max_position_embeddings"),
                config.integer("type_vocab_size", 1),
                config.number("layer_norm_eps"));
    }

    private static int maxTokens(Path folder, Config config) {
        int positions = config.integer("max_position_embeddings");
        Path file = folder.resolve("sentence_bert_config.json");
        return Files.isRegularFile(file)
                ? Math.min(positions, Config.read(file).integer("max_seq_length", positions))
                : positions;
    }

    private static List<String> modules(Path folder) {
        Path file = folder.resolve("modules.json");
        JsonNode modules = Json.tree(file);
        require(modules.isArray(), "%s: the modules are no list: copy the file again", file);
        List<String> kinds = new ArrayList<>();
        for (JsonNode module : modules) {
            require(
                    module.path("type").isString() && module.path("path").isString(),
                    "%s: the module %s has no type or no path: copy the file again",
                    file,
                    module);
            String type = module.path("type").stringValue();
            String kind = type.substring(type.lastIndexOf('.') + 1);
            String path = module.path("path").stringValue();
            kinds.add(kind);
            if (kind.equals("Pooling")) {
                requireMean(Inside.of(folder, file, path + "/config.json"));
            } else if (!path.isEmpty()) {
                Inside.of(folder, file, path);
            }
            require(
                    !kind.equals("Transformer") || path.isEmpty(),
                    "%s: the Transformer lies in \"%s\"; only one in the folder itself is implemented",
                    file,
                    path);
        }
        return kinds;
    }

    private static void requireMean(Path file) {
        JsonNode pooling = Json.object(file);
        JsonNode mode = pooling.path("pooling_mode");
        boolean mean = mode.isString() && mode.stringValue().equals("mean")
                || mode.isMissingNode() && isTrue(pooling, "pooling_mode_mean_tokens");
        boolean other = pooling.propertyNames().stream()
                .anyMatch(name -> name.matches("pooling_mode_(?!mean_tokens).+") && isTrue(pooling, name));
        require(mean && !other, "%s: only mean pooling is implemented, found %s", file, pooling);
    }

    private static boolean isTrue(JsonNode pooling, String name) {
        return pooling.path(name).isBoolean() && pooling.path(name).booleanValue();
    }
}

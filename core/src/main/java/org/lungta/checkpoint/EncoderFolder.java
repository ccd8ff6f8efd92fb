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
        Config config = new Config(folder.resolve("config.json"), ModelFolder.json(folder.resolve("config.json")));
        config.without("quantization_config");
        config.only(Map.of("model_type", "bert", "hidden_act", "gelu", "position_embedding_type", "absolute"));
        TensorSource source = TensorSource.open(folder, DType.FLOAT32);
        Bert bert = new Bert(bert(config), source);
        source.refuseUnused(IGNORED, true);
        return new Encoder(Tokenizer.load(folder), bert, maxTokens(folder, config), prefix);
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
                ? Math.min(positions, new Config(file, ModelFolder.json(file)).integer("max_seq_length", positions))
                : positions;
    }

    private static List<String> modules(Path folder) {
        List<String> kinds = new ArrayList<>();
        for (JsonNode module : ModelFolder.json(folder.resolve("modules.json"))) {
            String type = module.path("type").asString("");
            String kind = type.substring(type.lastIndexOf('.') + 1);
            kinds.add(kind);
            if (kind.equals("Pooling")) {
                requireMean(inside(folder, module.path("path").asString("")).resolve("config.json"));
            }
        }
        return kinds;
    }

    private static Path inside(Path folder, String relative) {
        Path path = folder.resolve(relative).normalize();
        require(
                !Path.of(relative).isAbsolute() && path.startsWith(folder.normalize()),
                "%s: the module path \"%s\" leaves the folder",
                folder.resolve("modules.json"),
                relative);
        return path;
    }

    private static void requireMean(Path file) {
        JsonNode pooling = ModelFolder.json(file);
        boolean mean = pooling.path("pooling_mode").asString("").equals("mean")
                || pooling.path("pooling_mode_mean_tokens").asBoolean(false);
        boolean other = pooling.path("pooling_mode_cls_token").asBoolean(false)
                || pooling.path("pooling_mode_max_tokens").asBoolean(false);
        require(mean && !other, "%s: only mean pooling is implemented, found %s", file, pooling);
    }
}

package org.lungta.checkpoint;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lungta.model.Embedder;
import org.lungta.model.Encoder;
import org.lungta.model.Pooling;
import org.lungta.model.Readout;
import org.lungta.tensor.DType;
import org.lungta.text.Json;
import org.lungta.text.Tokenizer;
import tools.jackson.databind.JsonNode;

/**
 * A sentence encoder in sentence-transformers' layout: modules.json with Transformer (BERT or XLM-R) or {@link BigramBagFolder},
 * Pooling (mean or CLS) and perhaps Normalize, in the form of version 2 to 5 or of version 6.
 */
public final class EncoderFolder {
    private static final Set<String> IGNORED =
            Set.of("embeddings.position_ids", "pooler.dense.weight", "pooler.dense.bias");

    private EncoderFolder() {}

    /**
     * Reads an encoder that computes in float32.
     *
     * @param prefix put before every text, such as "query: "
     */
    public static Encoder open(Path folder, String prefix) {
        return open(folder, prefix, DType.FLOAT32);
    }

    /** The same in another type: bfloat16 is about twice as fast where the processor has it, and moves cosines by a few thousandths. */
    public static Encoder open(Path folder, String prefix, DType type) {
        List<String> modules = modules(folder);
        EncoderFamily family = EncoderFamily.of(Config.read(folder.resolve("config.json")));
        boolean unit = modules.equals(List.of(family.module(), "Pooling", "Normalize"));
        require(
                unit || modules.equals(List.of(family.module(), "Pooling")),
                "%s: modules are %s; %s, Pooling and perhaps Normalize are implemented",
                folder.resolve("modules.json"),
                modules,
                family.module());
        int maxTokens = maxTokens(folder, family.longest());
        Readout readout = new Readout(pooling(folder), unit);
        TensorSource source = TensorSource.open(folder, type);
        return source.read(() -> {
            Embedder embedder = family.read(readout, source);
            source.refuseUnused(IGNORED, true);
            return new Encoder(tokenizer(folder, family.vocabulary()), embedder, maxTokens, prefix);
        });
    }

    private static Tokenizer tokenizer(Path folder, int vocabulary) {
        Tokenizer tokenizer = Tokenizer.load(folder);
        try {
            SpecialIds.check(folder, tokenizer, vocabulary);
            return tokenizer;
        } catch (RuntimeException refused) {
            tokenizer.close();
            throw refused;
        }
    }

    /** max_seq_length where it is given (versions 2 to 5), else the tokenizer's model_max_length, and never more than the encoder can read. */
    private static int maxTokens(Path folder, int longest) {
        int ofTokenizer = optional(folder.resolve("tokenizer_config.json"), "model_max_length", longest);
        return Math.min(longest, optional(folder.resolve("sentence_bert_config.json"), "max_seq_length", ofTokenizer));
    }

    /** A field of a file that need not be there; a number beyond int is as good as none. */
    private static int optional(Path file, String field, int otherwise) {
        if (!Files.isRegularFile(file)) {
            return otherwise;
        }
        Config config = Config.read(file);
        return config.json().path(field).isNumber()
                        && !config.json().path(field).canConvertToInt()
                ? otherwise
                : config.integer(field, otherwise);
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
                Inside.of(folder, file, path + "/config.json");
            } else if (!path.isEmpty()) {
                Inside.of(folder, file, path);
            }
            require(
                    kinds.size() > 1 || path.isEmpty(),
                    "%s: the first module lies in \"%s\"; only one in the folder itself is implemented",
                    file,
                    path);
        }
        return kinds;
    }

    private static Pooling pooling(Path folder) {
        Path modules = folder.resolve("modules.json");
        String path = "";
        for (JsonNode module : Json.tree(modules)) {
            if (module.path("type").stringValue().endsWith("Pooling")) {
                path = module.path("path").stringValue();
            }
        }
        Path file = Inside.of(folder, modules, path + "/config.json");
        JsonNode json = Json.object(file);
        Set<String> modes = new TreeSet<>();
        json.propertyNames().stream()
                .filter(name -> name.startsWith("pooling_mode_") && isTrue(json, name))
                .forEach(name -> modes.add(name.substring("pooling_mode_".length())));
        if (json.path("pooling_mode").isString()) {
            modes.add(json.path("pooling_mode").stringValue());
        }
        if (modes.equals(Set.of("mean")) || modes.equals(Set.of("mean_tokens"))) {
            return new Pooling.Mean();
        }
        if (modes.equals(Set.of("cls")) || modes.equals(Set.of("cls_token"))) {
            return new Pooling.Cls();
        }
        throw refuse("%s: pooling is %s; mean and cls are implemented, one of them alone", file, modes);
    }

    private static boolean isTrue(JsonNode pooling, String name) {
        return pooling.path(name).isBoolean() && pooling.path(name).booleanValue();
    }
}

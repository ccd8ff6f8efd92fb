package org.lungta.contrast;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lungta.checkpoint.AtomicFiles;
import org.lungta.checkpoint.SafetensorsWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small encoder that has learnt nothing yet, with a vocabulary of its own: what an encoder is made of that shares neither weights nor
 * tokens with another.
 */
public record FreshEncoder(Shape shape, FreshVocabulary vocabulary, long seed) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS) // the same bytes in every process
            .build();
    private static final int POSITIONS = 256;
    static final String MODULES = "sentence_transformers.models.";

    /** What it is made of. */
    public sealed interface Shape {
        /** The numbers of a vector. */
        int hidden();

        /** Layers that see the whole text, and where each word stands in it. */
        record Transformer(int layers, int hidden, int heads) implements Shape {
            public Transformer {
                require(layers > 0, "layers is %d; there must be at least one", layers);
                require(
                        hidden > 0 && heads > 0 && hidden % heads == 0,
                        "hidden is %d, heads %d: the one must be a multiple of the other",
                        hidden,
                        heads);
            }
        }

        /**
         * The mean of the words' vectors, in whatever order they stand: no layer, and places weigh nothing. It stays one as long as its
         * table of words alone is trained.
         */
        record Bag(int hidden) implements Shape {
            public Bag {
                require(hidden > 0, "hidden is %d; a vector needs at least one number", hidden);
            }
        }

        /** A {@link org.lungta.model.BigramBag}: the mean of the vectors of pairs of words that stand side by side. */
        record BigramBag(int hidden, int buckets) implements Shape {
            public BigramBag {
                require(
                        hidden > 0 && buckets > 0,
                        "hidden is %d, buckets %d: both must be at least 1",
                        hidden,
                        buckets);
            }
        }
    }

    /**
     * Writes a folder in the layout of sentence-transformers, which can read it unless it is a bag of bigrams.
     *
     * @param notes files beside it, by name
     */
    public void write(Path folder, Map<String, String> notes) {
        FreshWeights weights = weights();
        AtomicFiles.writeFolder(folder, to -> {
            weights.notes().forEach((name, text) -> AtomicFiles.write(to.resolve(name), text));
            notes.forEach((name, text) -> AtomicFiles.write(to.resolve(name), text));
            AtomicFiles.write(to.resolve("tokenizer.json"), json(vocabulary.tokenizer()));
            AtomicFiles.write(
                    to.resolve("tokenizer_config.json"),
                    json(Map.of(
                            "tokenizer_class",
                            "PreTrainedTokenizerFast",
                            "pad_token",
                            "[PAD]",
                            "unk_token",
                            "[UNK]",
                            "cls_token",
                            "[CLS]",
                            "sep_token",
                            "[SEP]",
                            "model_max_length",
                            POSITIONS)));
            AtomicFiles.write(to.resolve("config.json"), json(weights.config()));
            AtomicFiles.write(
                    to.resolve("modules.json"),
                    json(List.of(
                            module(0, "", weights.module()),
                            module(1, "1_Pooling", MODULES + "Pooling"),
                            module(2, "2_Normalize", MODULES + "Normalize"))));
            AtomicFiles.write(
                    to.resolve("1_Pooling/config.json"),
                    json(Map.of("word_embedding_dimension", shape.hidden(), "pooling_mode_mean_tokens", true)));
            AtomicFiles.write(to.resolve("2_Normalize/config.json"), "{}\n");
            AtomicFiles.write(
                    to.resolve("sentence_bert_config.json"),
                    json(Map.of("max_seq_length", POSITIONS, "do_lower_case", false)));
            SafetensorsWriter.write(to.resolve("model.safetensors"), Map.of("format", "pt"), weights.tensors());
        });
    }

    private static Map<String, Object> module(int index, String path, String type) {
        return Map.of("idx", index, "name", "" + index, "path", path, "type", type);
    }

    private FreshWeights weights() {
        FreshTensors draw = new FreshTensors(seed);
        if (shape instanceof Shape.BigramBag bag) {
            return new FreshBigramBag(bag, vocabulary.size(), draw);
        }
        if (shape instanceof Shape.Bag bag) {
            return new FreshBert(0, bag.hidden(), 1, 0, vocabulary.size(), POSITIONS, draw);
        }
        Shape.Transformer t = (Shape.Transformer) shape;
        return new FreshBert(
                t.layers(), t.hidden(), t.heads(), FreshTensors.DEVIATION, vocabulary.size(), POSITIONS, draw);
    }

    private static String json(Object value) {
        return JSON.writeValueAsString(value) + "\n";
    }
}

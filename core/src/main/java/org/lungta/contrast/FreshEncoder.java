package org.lungta.contrast;

import static org.lungta.check.Check.require;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.lungta.checkpoint.AtomicFiles;
import org.lungta.checkpoint.DType;
import org.lungta.checkpoint.SafetensorsWriter;
import org.lungta.random.CounterRandom;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small BERT that has learnt nothing yet, with a vocabulary of its own: what an encoder is made of that shares neither weights nor tokens
 * with another. Weights are drawn as BERT's are, N(0, 0.02^2), the table of words wider.
 */
public record FreshEncoder(Shape shape, FreshVocabulary vocabulary, long seed) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS) // the same bytes in every process
            .build();
    private static final double DEVIATION = 0.02;
    private static final double OF_WORDS = 0.1;
    private static final int POSITIONS = 256;
    private static final int WIDENING = 4;
    private static final String LAYER = "encoder.layer.%d.";

    /** What it is made of. */
    public sealed interface Shape {
        int layers();

        int hidden();

        int heads();

        /** The deviation of the vectors of places. */
        double ofPlaces();

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

            @Override
            public double ofPlaces() {
                return DEVIATION;
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

            @Override
            public int layers() {
                return 0;
            }

            @Override
            public int heads() {
                return 1;
            }

            @Override
            public double ofPlaces() {
                return 0;
            }
        }
    }

    /**
     * Writes a sentence-transformers folder.
     *
     * @param notes files beside it, by name
     */
    public void write(Path folder, Map<String, String> notes) {
        AtomicFiles.writeFolder(folder, to -> {
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
            AtomicFiles.write(to.resolve("config.json"), json(config()));
            AtomicFiles.write(
                    to.resolve("modules.json"),
                    json(List.of(
                            module(0, "", "Transformer"),
                            module(1, "1_Pooling", "Pooling"),
                            module(2, "2_Normalize", "Normalize"))));
            AtomicFiles.write(
                    to.resolve("1_Pooling/config.json"),
                    json(Map.of("word_embedding_dimension", shape.hidden(), "pooling_mode_mean_tokens", true)));
            AtomicFiles.write(to.resolve("2_Normalize/config.json"), "{}\n");
            AtomicFiles.write(
                    to.resolve("sentence_bert_config.json"),
                    json(Map.of("max_seq_length", POSITIONS, "do_lower_case", false)));
            SafetensorsWriter.write(to.resolve("model.safetensors"), Map.of("format", "pt"), tensors());
        });
    }

    private static Map<String, Object> module(int index, String path, String type) {
        return Map.of("idx", index, "name", "" + index, "path", path, "type", "sentence_transformers.models." + type);
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("architectures", List.of("BertModel"));
        config.put("model_type", "bert");
        config.put("vocab_size", vocabulary.size());
        config.put("hidden_size", shape.hidden());
        config.put("intermediate_size", WIDENING * shape.hidden());
        config.put("num_hidden_layers", shape.layers());
        config.put("num_attention_heads", shape.heads());
        config.put("max_position_embeddings", POSITIONS);
        config.put("type_vocab_size", 2);
        config.put("layer_norm_eps", 1e-12);
        config.put("hidden_act", "gelu");
        config.put("pad_token_id", 0);
        return config;
    }

    private List<SafetensorsWriter.Tensor> tensors() {
        int h = shape.hidden();
        List<SafetensorsWriter.Tensor> tensors = new ArrayList<>();
        tensors.add(normal("embeddings.word_embeddings.weight", OF_WORDS, vocabulary.size(), h));
        tensors.add(normal("embeddings.position_embeddings.weight", shape.ofPlaces(), POSITIONS, h));
        tensors.add(constant("embeddings.token_type_embeddings.weight", 0, 2, h));
        norm(tensors, "embeddings.LayerNorm");
        for (int i = 0; i < shape.layers(); i++) {
            String layer = LAYER.formatted(i);
            for (String name : List.of("query", "key", "value")) {
                dense(tensors, layer + "attention.self." + name, h, h);
            }
            dense(tensors, layer + "attention.output.dense", h, h);
            norm(tensors, layer + "attention.output.LayerNorm");
            dense(tensors, layer + "intermediate.dense", WIDENING * h, h);
            dense(tensors, layer + "output.dense", h, WIDENING * h);
            norm(tensors, layer + "output.LayerNorm");
        }
        return tensors;
    }

    private void dense(List<SafetensorsWriter.Tensor> tensors, String name, int out, int in) {
        tensors.add(normal(name + ".weight", DEVIATION, out, in));
        tensors.add(constant(name + ".bias", 0, out));
    }

    private void norm(List<SafetensorsWriter.Tensor> tensors, String name) {
        tensors.add(constant(name + ".weight", 1, shape.hidden()));
        tensors.add(constant(name + ".bias", 0, shape.hidden()));
    }

    private SafetensorsWriter.Tensor normal(String name, double deviation, long... sizes) {
        long key = CounterRandom.bits(seed, CounterRandom.coordinate(name));
        return tensor(name, i -> deviation * gauss(key, i), sizes);
    }

    private static SafetensorsWriter.Tensor constant(String name, double value, long... sizes) {
        return tensor(name, i -> value, sizes);
    }

    private static SafetensorsWriter.Tensor tensor(String name, IntToDoubleFunction values, long... sizes) {
        List<Long> shape = java.util.Arrays.stream(sizes).boxed().toList();
        int count = Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
        return new SafetensorsWriter.Tensor(name, DType.F32, shape, () -> {
            ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++) {
                bytes.putFloat((float) values.applyAsDouble(i));
            }
            return bytes.flip();
        });
    }

    /** Box and Muller. */
    private static double gauss(long key, int index) {
        double radius = Math.sqrt(-2 * Math.log(1 - CounterRandom.uniform(key, index, 0)));
        return radius * Math.cos(2 * Math.PI * CounterRandom.uniform(key, index, 1));
    }

    private static String json(Object value) {
        return JSON.writeValueAsString(value) + "\n";
    }
}

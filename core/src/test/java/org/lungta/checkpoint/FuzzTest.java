package org.lungta.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import org.lungta.model.Adapter;
import org.lungta.model.DecoderConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Embedding;
import org.lungta.model.Encoder;
import org.lungta.model.Goldens;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;

/**
 * Ten thousand damaged files: each is refused, by a {@link Refusal} and nothing else, or it loads to something that a check which
 * reads the file by itself finds to be what the file says.
 */
class FuzzTest {
    private static final String HEADER =
            "{\"__metadata__\":{\"format\":\"pt\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                    + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1,3],\"data_offsets\":[8,14]}}";

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        Engine.start();
    }

    /** Loads one mutation and checks what came of it. */
    @FunctionalInterface
    private interface Load {
        void accept(byte[] mutated) throws IOException;
    }

    private static void fuzz(int count, Mutations mutations, Load load) throws IOException {
        int refused = 0;
        for (int i = 0; i < count; i++) {
            byte[] mutated = mutations.at(i);
            try {
                load.accept(mutated);
            } catch (Refusal expected) {
                assertThat(expected.getMessage()).isNotBlank();
                refused++;
            } catch (RuntimeException | Error other) {
                throw new AssertionError(
                        "mutation " + i + " of " + count + ": " + new String(mutated, StandardCharsets.UTF_8), other);
            }
        }
        assertThat(refused).isBetween(count / 4, count - 1);
    }

    private Mutations of(String file) throws IOException {
        return new Mutations(11, Files.readAllBytes(folder.resolve(file)));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    @Test
    void headersOfSafetensors() throws IOException {
        Mutations mutations = new Mutations(9, HEADER.getBytes(StandardCharsets.UTF_8));
        fuzz(4000, mutations, mutated -> {
            SafetensorsHeader header = SafetensorsHeader.parse(folder, mutated, 14);
            boolean[] taken = new boolean[14];
            header.entries().forEach((name, entry) -> {
                Map<?, ?> said = (Map<?, ?>) Mutations.read(mutated).get(name);
                assertThat(said.get("dtype")).isEqualTo(entry.dtype().name());
                long elements = 1;
                for (Object size : (List<?>) said.get("shape")) {
                    elements *= ((Number) size).longValue();
                }
                assertThat(entry.end() - entry.begin())
                        .isEqualTo(elements * entry.dtype().bytes());
                for (long at = entry.begin(); at < entry.end(); at++) {
                    assertThat(taken[(int) at]).isFalse();
                    taken[(int) at] = true;
                }
            });
            assertThat(taken).doesNotContain(false);
        });
    }

    @Test
    void configurationsOfModels() throws IOException {
        copy(Goldens.QWEN2, folder);
        Files.delete(folder.resolve("generation_config.json"));
        fuzz(2000, of("config.json"), mutated -> {
            Files.write(folder.resolve("config.json"), mutated);
            ModelFolder model = ModelFolder.open(folder);
            model.outline().close();
            Map<?, ?> said = Mutations.read(mutated);
            DecoderConfig c = model.config();
            assertThat(said.get("model_type")).isEqualTo("qwen2");
            assertThat(said.get("vocab_size")).isEqualTo(c.sizes().vocabulary()).isEqualTo(288);
            assertThat(said.get("hidden_size")).isEqualTo(c.sizes().hidden()).isEqualTo(48);
            assertThat(said.get("intermediate_size"))
                    .isEqualTo(c.sizes().intermediate())
                    .isEqualTo(96);
            assertThat(said.get("num_hidden_layers"))
                    .isEqualTo(c.layers().size())
                    .isEqualTo(2);
            assertThat(said.get("num_attention_heads")).isEqualTo(c.heads().queries());
            assertThat(c.heads().queries() * c.heads().size()).isEqualTo(48);
            assertThat(c.heads().keyValues() * c.heads().size()).isEqualTo(16);
            assertThat(((Number) said.get("rms_norm_eps")).doubleValue())
                    .isEqualTo(c.norms().epsilon())
                    .isPositive();
            c.layers().forEach(l -> assertThat(l.rope().base()).isPositive().isFinite());
            assertThat(said.get("max_position_embeddings")).isEqualTo(c.sizes().positions());
            Object ends = said.get("eos_token_id");
            assertThat(model.stops()).isEqualTo(ends instanceof List<?> list ? Set.copyOf(list) : Set.of(ends));
        });
    }

    @Test
    void configurationsOfAdapters() throws IOException {
        copy(Goldens.QWEN2.resolve("adapter"), folder);
        try (DecoderWeights weights = Goldens.qwen2();
                Adapter good = Goldens.adapter(weights)) {
            fuzz(1200, of("adapter_config.json"), mutated -> {
                Files.write(folder.resolve("adapter_config.json"), mutated);
                try (Adapter adapter = AdapterFolder.read(folder, weights)) {
                    Map<?, ?> said = Mutations.read(mutated);
                    assertThat(said.get("r")).isEqualTo(4);
                    assertThat(adapter.tensors().keySet())
                            .isEqualTo(good.tensors().keySet());
                    double alpha = said.get("lora_alpha") == null ? 8 : ((Number) said.get("lora_alpha")).doubleValue();
                    assertThat(adapter.config().alpha()).isEqualTo(alpha).isFinite();
                    assertThat(said.get("peft_type")).isIn("LORA", null);
                    assertThat(said.get("use_dora")).isIn(false, "false", null);
                    assertThat(said.get("target_modules")).isInstanceOf(List.class);
                    assertThat(Set.copyOf((List<?>) said.get("target_modules"))).hasSize(7);
                }
            });
        }
    }

    @Test
    void listsOfModules() throws IOException {
        copy(Goldens.FOLDER.resolve("tiny_bert"), folder);
        Embedding expected;
        try (Encoder encoder = EncoderFolder.open(folder, "")) {
            expected = encoder.embed(List.of("他买了书。")).get(0);
        }
        fuzz(500, of("modules.json"), mutated -> {
            Files.write(folder.resolve("modules.json"), mutated);
            try (Encoder encoder = EncoderFolder.open(folder, "")) {
                Embedding found = encoder.embed(List.of("他买了书。")).get(0);
                assertThat(found.cosine(expected)).isCloseTo(1, within(1e-6)); // a list without Normalize is one, too
            }
        });
    }

    @Test
    void indexesOfShards() throws IOException {
        copy(Goldens.FOLDER.resolve("tiny_qwen2_untied"), folder);
        TensorFolder good = TensorFolder.open(folder);
        fuzz(800, of("model.safetensors.index.json"), mutated -> {
            Files.write(folder.resolve("model.safetensors.index.json"), mutated);
            TensorFolder found = TensorFolder.open(folder);
            Map<?, ?> places = (Map<?, ?>) Mutations.read(mutated).get("weight_map");
            assertThat(found.names()).isEqualTo(places.keySet());
            assertThat(good.names()).containsAll(found.names());
            found.names().forEach(name -> assertThat(found.entry(name)).isEqualTo(good.entry(name)));
        });
    }

    @Test
    void tokenizers() throws IOException {
        for (String kind : List.of("byte-level", "byte-fallback", "unigram", "folding")) {
            Path golden = Goldens.FOLDER.resolve("tokens").resolve(kind).resolve("tokenizer.json");
            Files.copy(golden, folder.resolve("tokenizer.json"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            fuzz(375, of("tokenizer.json"), mutated -> {
                Files.write(folder.resolve("tokenizer.json"), mutated);
                try (Tokenizer tokenizer = Tokenizer.load(folder)) {
                    checkIds(tokenizer, Mutations.read(mutated));
                    use(tokenizer);
                }
            });
        }
    }

    /** The ids of the file are 0, 1, 2, ... once each, and the library finds each added token under its own. */
    private static void checkIds(Tokenizer tokenizer, Map<?, ?> said) {
        Map<String, Integer> ids = new HashMap<>();
        Object vocabulary = ((Map<?, ?>) said.get("model")).get("vocab");
        if (vocabulary instanceof Map<?, ?> map) {
            map.forEach((text, id) -> ids.put((String) text, (Integer) id));
        } else {
            ((List<?>) vocabulary).forEach(piece -> ids.put((String) ((List<?>) piece).get(0), ids.size()));
        }
        if (said.get("added_tokens") instanceof List<?> added) {
            for (Object token : added) {
                String content = (String) ((Map<?, ?>) token).get("content");
                ids.put(content, (Integer) ((Map<?, ?>) token).get("id"));
                if (Boolean.FALSE.equals(((Map<?, ?>) token).get("normalized"))) {
                    assertThat(tokenizer.encode(content)).isEqualTo(Tokens.of(ids.get(content)));
                }
            }
        }
        assertThat(ids.values().stream().sorted().toList())
                .isEqualTo(IntStream.range(0, tokenizer.size()).boxed().toList());
        ids.forEach((text, id) -> assertThat(tokenizer.id(text)).isEqualTo(id));
    }

    /** Every token that comes out is the vocabulary's. */
    private static void use(Tokenizer tokenizer) {
        for (String text : List.of("", "the wind  horse", "བོད་ཡིག 买书", "a\u0000\u00ADﷺ🐎")) {
            Tokens tokens = tokenizer.encode(text);
            for (int id : tokens.toArray()) {
                assertThat(tokenizer.token(id)).isPresent();
            }
            tokenizer.decode(tokens);
            tokenizer.encodeByItself(text);
        }
    }

    @Test
    void bytesOfWeights() throws IOException {
        copy(Goldens.QWEN2, folder);
        byte[] good = Files.readAllBytes(folder.resolve("model.safetensors"));
        for (int i = 0; i < 125; i++) {
            byte[] mutated = good.clone();
            mutated[i % 16] ^= (byte) (1 << (i / 16));
            Files.write(folder.resolve("model.safetensors"), mutated);
            try (DecoderWeights weights = ModelFolder.open(folder).weights(DType.FLOAT32)) {
                Tensor embedding = weights.embedding();
                assertThat(embedding.shape()).containsExactly(288, 48);
            } catch (Refusal expected) {
                assertThat(expected).hasMessageContaining("model.safetensors");
            }
        }
    }
}

package org.lungta.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.lungta.check.Refusal;
import org.lungta.lab.TinyWorld;
import org.lungta.model.Adapter;
import org.lungta.model.AdapterConfig;
import org.lungta.model.DecodeSession;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Goldens;
import org.lungta.model.Merged;
import org.lungta.model.PromptGroup;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;
import tools.jackson.databind.JsonNode;

/** Model folders made from others: merged, converted, in shards, with other rows. */
class MergedFolderTest {
    /** Golden models, one at least of every family; add a name and everything below is held for it. */
    static final List<String> FAMILIES =
            List.of("tiny_qwen2", "tiny_qwen2_untied", "tiny_qwen3", "tiny_llama", "tiny_llama3", "tiny_gemma3");

    /** Those that have an adapter made by PEFT, and PEFT's logits with it. */
    static final List<String> WITH_PEFT = Goldens.DECODERS;

    private static final AdapterConfig EVERYWHERE = new AdapterConfig(3, 6, 0, AdapterConfig.EVERY_LINEAR);

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        Engine.start();
    }

    private static Path golden(String family) {
        return Goldens.FOLDER.resolve(family);
    }

    @ParameterizedTest
    @FieldSource("FAMILIES")
    void theMergedFoldersLogitsAreThoseOfBaseAndAdapter(String family) {
        ModelFolder base = ModelFolder.open(golden(family));
        try (DecoderWeights weights = base.weights(org.lungta.tensor.DType.FLOAT32);
                Adapter adapter = random(weights, 1);
                Adapter other = random(weights, 2);
                Adapter half = other.scaled(0.5)) {
            AdapterFolder.write(folder.resolve("one"), adapter, family);
            AdapterFolder.write(folder.resolve("two"), other, family);
            MergedFolder.write(
                    base,
                    List.of(new ScaledAdapter(folder.resolve("one"), 1), new ScaledAdapter(folder.resolve("two"), 0.5)),
                    Optional.of(org.lungta.tensor.DType.FLOAT32), // some are stored in bfloat16
                    folder.resolve("merged"));
            float[] expected = logits(weights, List.of(adapter, half));
            assertThat(logits(weights, List.of())).isNotEqualTo(expected);
            try (DecoderWeights merged =
                    ModelFolder.open(folder.resolve("merged")).weights(org.lungta.tensor.DType.FLOAT32)) {
                assertThat(logits(merged, List.of())).containsExactly(expected, within(1e-4f));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("WITH_PEFT")
    void theMergedFoldersLogitsAreThoseOfPeft(String family) {
        JsonNode golden = Goldens.json(golden(family).resolve("expected.json"));
        MergedFolder.write(
                ModelFolder.open(golden(family)),
                List.of(new ScaledAdapter(golden(family).resolve("adapter"), 1)),
                Optional.of(org.lungta.tensor.DType.FLOAT32),
                folder.resolve("merged"));
        try (DecoderWeights merged =
                ModelFolder.open(folder.resolve("merged")).weights(org.lungta.tensor.DType.FLOAT32)) {
            JsonNode last = golden.path("adapter").path("last");
            assertThat(last.size()).isEqualTo(3);
            for (int i = 0; i < last.size(); i++) {
                Tokens ids = Goldens.tokens(golden.path("cases").path(i).path("ids"));
                assertThat(logits(merged, List.of(), ids)).containsExactly(Goldens.floats(last.get(i)), within(1e-4f));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("WITH_PEFT")
    void anAdapterIsWrittenAsPeftWroteIt(String family) {
        Path peft = golden(family).resolve("adapter");
        try (DecoderWeights outline = ModelFolder.open(golden(family)).outline();
                Adapter adapter = AdapterFolder.read(peft, outline)) {
            AdapterFolder.write(folder, adapter, family);
        }
        Safetensors theirs = Safetensors.open(peft.resolve("adapter_model.safetensors"));
        Safetensors ours = Safetensors.open(folder.resolve("adapter_model.safetensors"));
        assertThat(ours.entries().keySet())
                .containsExactlyInAnyOrderElementsOf(theirs.entries().keySet());
        theirs.entries().forEach((name, entry) -> {
            assertThat(ours.entries().get(name).shape()).isEqualTo(entry.shape());
            assertThat(ours.bytes(name)).isEqualTo(theirs.bytes(name));
        });
        JsonNode expected = Goldens.json(peft.resolve("adapter_config.json"));
        JsonNode found = Goldens.json(folder.resolve("adapter_config.json"));
        for (String field :
                List.of("peft_type", "task_type", "r", "bias", "use_dora", "use_rslora", "fan_in_fan_out")) {
            assertThat(found.get(field)).as(field).isEqualTo(expected.get(field));
        }
        assertThat(found.path("lora_alpha").asDouble())
                .isEqualTo(expected.path("lora_alpha").asDouble());
        assertThat(found.path("target_modules")).containsExactlyInAnyOrderElementsOf(expected.path("target_modules"));
    }

    @Test
    void inTheModelsOwnTypeEachWeightIsRoundedOnce() {
        Path half = folder.resolve("half");
        ModelCopy.of(golden("tiny_qwen2")).in(org.lungta.tensor.DType.BFLOAT16).write(half);
        assertThat(Goldens.json(half.resolve("config.json")).path("dtype").asString())
                .isEqualTo("bfloat16");
        List<ScaledAdapter> adapters =
                List.of(new ScaledAdapter(golden("tiny_qwen2").resolve("adapter"), 1));
        MergedFolder.write(ModelFolder.open(half), adapters, Optional.empty(), folder.resolve("merged"));
        MergedFolder.write(
                ModelFolder.open(half), adapters, Optional.of(org.lungta.tensor.DType.FLOAT32), folder.resolve("wide"));
        TensorFolder merged = TensorFolder.open(folder.resolve("merged"));
        TensorFolder wide = TensorFolder.open(folder.resolve("wide"));
        TensorFolder before = TensorFolder.open(half);
        int changed = 0;
        for (String name : merged.names()) {
            assertThat(merged.entry(name).dtype()).isEqualTo(DType.BF16);
            assertThat(wide.entry(name).dtype()).isEqualTo(DType.F32);
            ByteBuffer narrow = merged.bytes(name);
            ByteBuffer exact = wide.bytes(name);
            while (exact.hasRemaining()) {
                assertThat(narrow.getShort()).as(name).isEqualTo(bfloat16(exact.getFloat()));
            }
            changed += merged.bytes(name).equals(before.bytes(name)) ? 0 : 1;
        }
        assertThat(changed).isEqualTo(14);
    }

    /** To the nearest, ties to even: the upper half of the bits after adding half a unit. */
    private static short bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
    }

    @Test
    void shardsHoldWhatOneFileHolds() {
        Path source = golden("tiny_qwen2");
        ModelCopy.of(source).inShardsOf(60_000).write(folder.resolve("shards"));
        TensorFolder shards = TensorFolder.open(folder.resolve("shards"));
        TensorFolder whole = TensorFolder.open(source);
        assertThat(shards.names()).containsExactlyInAnyOrderElementsOf(whole.names());
        long total = 0;
        for (String name : whole.names()) {
            assertThat(shards.bytes(name)).isEqualTo(whole.bytes(name));
            total += whole.bytes(name).remaining();
        }
        JsonNode index = Goldens.json(folder.resolve("shards/model.safetensors.index.json"));
        assertThat(index.path("metadata").path("total_size").asLong()).isEqualTo(total);
        assertThat(folder.resolve("shards"))
                .isDirectoryContaining("glob:**/model-00002-of-*.safetensors")
                .isDirectoryNotContaining("glob:**/model.safetensors");
        assertThat(Safetensors.open(folder.resolve("shards")
                                .resolve(index.path("weight_map")
                                        .path("model.norm.weight")
                                        .asString()))
                        .metadata())
                .containsExactly(Map.entry("format", "pt"));
    }

    @Test
    void tensorsMayGrowAndFilesMayChange() throws IOException {
        Path source = golden("tiny_qwen2");
        String config =
                Files.readString(source.resolve("config.json")).replace("\"vocab_size\": 288", "\"vocab_size\": 290");
        ModelCopy.Change rows = new ModelCopy.Change() {
            @Override
            public List<Long> shape(List<Long> stored) {
                return List.of(stored.get(0) + 2, stored.get(1));
            }

            @Override
            public Tensor values(Tensor stored) {
                return Tensor.cat(List.of(stored, stored.narrow(0, 5, 2)), 0);
            }
        };
        ModelCopy.of(source)
                .changing(Map.of("model.embed_tokens.weight", rows))
                .writing(Map.of("config.json", config))
                .write(folder.resolve("grown"));
        try (DecoderWeights grown =
                ModelFolder.open(folder.resolve("grown")).weights(org.lungta.tensor.DType.FLOAT32)) {
            float[] logits = logits(grown, List.of(), Tokens.of(3, 4));
            assertThat(logits).hasSize(290);
            assertThat(logits[288]).isCloseTo(logits[5], within(1e-5f));
            assertThat(logits(grown, List.of(), Tokens.of(3, 289)))
                    .containsExactly(logits(grown, List.of(), Tokens.of(3, 6)), within(1e-5f));
        }
    }

    @Test
    void tokenizerTemplateEndTokensAndLicenceComeAlongAndNothingElse() throws IOException {
        TinyWorld.write(folder, 7);
        Path model = folder.resolve("model");
        Files.writeString(model.resolve("chat_template.jinja"), "x");
        Files.writeString(model.resolve("LICENSE"), "x");
        Files.writeString(model.resolve("pytorch_model.bin"), "x");
        Files.writeString(model.resolve("adapter_config.json"), "{}");
        ModelCopy.of(model).write(folder.resolve("copy"));
        assertThat(names(folder.resolve("copy")))
                .containsExactlyInAnyOrder(
                        "config.json",
                        "generation_config.json",
                        "tokenizer.json",
                        "tokenizer_config.json",
                        "chat_template.jinja",
                        "LICENSE",
                        "model.safetensors");
        for (String name : names(folder.resolve("copy"))) {
            if (!name.endsWith(".safetensors")) {
                assertThat(folder.resolve("copy").resolve(name)).hasSameBinaryContentAs(model.resolve(name));
            }
        }
        Files.delete(model.resolve("generation_config.json"));
        MergedFolder.write(ModelFolder.open(model), List.of(), Optional.empty(), folder.resolve("merged"));
        assertThat(ModelFolder.open(folder.resolve("merged")).stops())
                .isEqualTo(ModelFolder.open(model).stops());
        assertThat(folder.resolve("merged/generation_config.json")).exists();
    }

    @Test
    void scaleZeroLeavesEveryByte() {
        MergedFolder.write(
                ModelFolder.open(golden("tiny_qwen2")),
                List.of(new ScaledAdapter(golden("tiny_qwen2").resolve("adapter"), 0)),
                Optional.empty(),
                folder.resolve("merged"));
        TensorFolder merged = TensorFolder.open(folder.resolve("merged"));
        TensorFolder base = TensorFolder.open(golden("tiny_qwen2"));
        assertThat(merged.names()).containsExactlyElementsOf(base.names());
        base.names().forEach(name -> assertThat(merged.bytes(name)).isEqualTo(base.bytes(name)));
    }

    @Test
    void aFolderThatHoldsSomethingIsLeftAloneAndAFailureLeavesNothing() throws IOException {
        Path full = Files.createDirectories(folder.resolve("full"));
        Files.writeString(full.resolve("mine"), "x");
        ModelCopy copy = ModelCopy.of(golden("tiny_qwen2"));
        assertThatThrownBy(() -> copy.write(full)).isInstanceOf(Refusal.class).hasMessageContaining("not empty");
        assertThat(names(full)).containsExactly("mine");
        ModelCopy failing = copy.changing(Map.of("model.norm.weight", stored -> stored.mul(Double.NaN)));
        assertThatThrownBy(() -> failing.write(folder.resolve("new")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("model.norm.weight")
                .hasMessageContaining("no numbers");
        assertThat(names(folder)).containsExactly("full");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        copy.write(empty);
        assertThat(names(folder)).containsExactlyInAnyOrder("full", "empty");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Adapter random(DecoderWeights weights, long seed) {
        return Adapter.make(EVERYWHERE, weights, (name, shape) -> {
            float[] values = new float[Math.toIntExact(shape[0] * shape[1])];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.2 * CounterRandom.uniform(seed, CounterRandom.coordinate(name), i) - 0.1);
            }
            return values;
        });
    }

    private static float[] logits(DecoderWeights model, List<Adapter> adapters) {
        return logits(model, adapters, Tokens.of(5, 17, 41, 33, 7));
    }

    private static float[] logits(DecoderWeights model, List<Adapter> adapters, Tokens prompt) {
        try (Merged merged = Merged.of(model, adapters, 1);
                DecodeSession session = merged.open(List.of(PromptGroup.repeated(prompt, 1)))) {
            return session.prefill(Tensor::floats);
        }
    }
}

package org.lungta.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.lungta.model.Adapter;
import org.lungta.model.AdapterConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Goldens;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Engine;
import org.lungta.text.Tokens;
import tools.jackson.databind.JsonNode;

/** Model folders into which adapters were merged for good. */
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
            float[] expected = Goldens.logits(weights, List.of(adapter, half));
            assertThat(Goldens.logits(weights, List.of())).isNotEqualTo(expected);
            try (DecoderWeights merged =
                    ModelFolder.open(folder.resolve("merged")).weights(org.lungta.tensor.DType.FLOAT32)) {
                assertThat(Goldens.logits(merged, List.of())).containsExactly(expected, within(1e-4f));
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
                assertThat(Goldens.logits(merged, List.of(), ids))
                        .containsExactly(Goldens.floats(last.get(i)), within(1e-4f));
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

    private static Adapter random(DecoderWeights weights, long seed) {
        return Adapter.make(EVERYWHERE, weights, (name, shape) -> {
            float[] values = new float[Math.toIntExact(shape[0] * shape[1])];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.2 * CounterRandom.uniform(seed, CounterRandom.coordinate(name), i) - 0.1);
            }
            return values;
        });
    }
}

package org.lungta.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import org.lungta.lab.TinyWorld;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Goldens;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;
import tools.jackson.databind.JsonNode;

/** Model folders made from others: in shards, with other rows and other files, and with what belongs to a model. */
class ModelCopyTest {
    private static final Path SOURCE = Goldens.QWEN2;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        Engine.start();
    }

    @Test
    void shardsHoldWhatOneFileHolds() {
        ModelCopy.of(SOURCE).inShardsOf(60_000).write(folder.resolve("shards"));
        TensorFolder shards = TensorFolder.open(folder.resolve("shards"));
        TensorFolder whole = TensorFolder.open(SOURCE);
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
        String config =
                Files.readString(SOURCE.resolve("config.json")).replace("\"vocab_size\": 288", "\"vocab_size\": 290");
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
        ModelCopy.of(SOURCE)
                .changing(Map.of("model.embed_tokens.weight", rows))
                .writing(Map.of("config.json", config))
                .write(folder.resolve("grown"));
        try (DecoderWeights grown =
                ModelFolder.open(folder.resolve("grown")).weights(org.lungta.tensor.DType.FLOAT32)) {
            float[] logits = Goldens.logits(grown, List.of(), Tokens.of(3, 4));
            assertThat(logits).hasSize(290);
            assertThat(logits[288]).isCloseTo(logits[5], within(1e-5f));
            assertThat(Goldens.logits(grown, List.of(), Tokens.of(3, 289)))
                    .containsExactly(Goldens.logits(grown, List.of(), Tokens.of(3, 6)), within(1e-5f));
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
    void aFolderThatHoldsSomethingIsLeftAloneAndAFailureLeavesNothing() throws IOException {
        Path full = Files.createDirectories(folder.resolve("full"));
        Files.writeString(full.resolve("mine"), "x");
        ModelCopy copy = ModelCopy.of(SOURCE);
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
}

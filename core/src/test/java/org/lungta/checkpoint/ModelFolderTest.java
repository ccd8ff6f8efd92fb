package org.lungta.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungta.check.Refusal;
import org.lungta.model.Adapter;
import org.lungta.model.AdapterConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Goldens;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.text.Tokenizer;

class ModelFolderTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        Engine.start();
        try (Stream<Path> files = Files.list(Goldens.QWEN2)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    private void edit(String from, String to) throws IOException {
        Path config = folder.resolve("config.json");
        String text = Files.readString(config);
        assertThat(text).contains(from);
        Files.writeString(config, text.replace(from, to));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"qwen2\"                       | \"qwen9\"                                                | qwen9",
                "\"vocab_size\"                  | \"quantization_config\": {\"bits\": 4}, \"vocab_size\"  | quantization_config",
                "\"rope_type\": \"default\"      | \"rope_type\": \"yarn\"                                  | yarn",
                "\"hidden_act\": \"silu\"        | \"hidden_act\": \"gelu\"                                 | gelu",
                "\"use_sliding_window\": false   | \"use_sliding_window\": true                             | use_sliding_window",
                "\"num_hidden_layers\": 2        | \"num_hidden_layers\": -2                                | -2",
            })
    void whatIsNotImplementedIsRefusedByNameBeforeAnyTensorIsRead(String from, String to, String named)
            throws IOException {
        edit(from, to);
        Files.delete(folder.resolve("model.safetensors"));
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("config.json")
                .hasMessageContaining(named);
    }

    @Test
    void missingSuperfluousAndMisshapenTensorsAreRefused() throws IOException {
        edit("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3");
        assertThatThrownBy(() -> ModelFolder.open(folder).weights(DType.FLOAT32))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("model.layers.2.");
        edit("\"num_hidden_layers\": 3", "\"num_hidden_layers\": 1");
        assertThatThrownBy(() -> ModelFolder.open(folder).weights(DType.FLOAT32))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not part of this architecture");
        edit("\"intermediate_size\": 96", "\"intermediate_size\": 95");
        assertThatThrownBy(() -> ModelFolder.open(folder).weights(DType.FLOAT32))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("[96, 48]")
                .hasMessageContaining("[95, 48]");
    }

    @Test
    void everyEndTokenOfTheGenerationConfigCounts() {
        assertThat(ModelFolder.open(folder).stops()).containsExactlyInAnyOrder(285, 287);
    }

    @Test
    void theTokenThatEndsAnAnswerMustEndACompletion() throws IOException {
        Path generation = folder.resolve("generation_config.json");
        Path tokens = folder.resolve("tokenizer_config.json");
        try (Tokenizer tokenizer = Tokenizer.load(folder)) {
            Files.writeString(tokens, "{\"eos_token\": \"<|im_end|>\"}");
            Files.writeString(generation, "{\"eos_token_id\": [279, 281]}");
            assertThat(ModelFolder.open(folder).chatFormat(tokenizer).turnEnd()).isEqualTo("<|im_end|>");
            Files.writeString(generation, "{\"eos_token_id\": 279}");
            assertThatThrownBy(() -> ModelFolder.open(folder).chatFormat(tokenizer))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("<|im_end|>")
                    .hasMessageContaining("[279]")
                    .hasMessageContaining("add 281 to eos_token_id in generation_config.json");
            Files.writeString(tokens, "{\"eos_token\": \"<|endoftext|>\"}");
            assertThat(ModelFolder.open(folder).chatFormat(tokenizer).turnEnd()).isEqualTo("<|endoftext|>");
            Files.writeString(tokens, "{\"eos_token\": \"<|nothing|>\"}");
            assertThatThrownBy(() -> ModelFolder.open(folder).chatFormat(tokenizer))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("<|nothing|>");
        }
    }

    @Test
    void anAdapterSurvivesWritingAndReading() throws IOException {
        try (DecoderWeights weights = Goldens.qwen2();
                Adapter adapter = Goldens.adapter(weights)) {
            AdapterFolder.write(folder, adapter, "tiny");
            try (Adapter again = AdapterFolder.read(folder, weights)) {
                assertThat(again.config()).isEqualTo(adapter.config());
                adapter.tensors()
                        .forEach((name, tensor) ->
                                assertThat(again.tensors().get(name).floats()).containsExactly(tensor.floats()));
            }
            try (Adapter fresh = Adapter.fresh(new AdapterConfig(2, 4, 0, AdapterConfig.EVERY_LINEAR), weights, 1)) {
                fresh.tensors().forEach((name, tensor) -> {
                    float largest = 0;
                    for (float v : tensor.floats()) {
                        largest = Math.max(largest, Math.abs(v));
                    }
                    float bound = (float) (1 / Math.sqrt(tensor.size(1)));
                    assertThat(largest).isBetween(name.endsWith("B") ? 0 : bound / 2, name.endsWith("B") ? 0 : bound);
                });
            }
        }
    }

    @Test
    void adaptersThatDoMoreThanLoraAreRefused() throws IOException {
        try (DecoderWeights weights = Goldens.qwen2();
                Adapter adapter = Goldens.adapter(weights)) {
            AdapterFolder.write(folder, adapter, "tiny");
            Path config = folder.resolve("adapter_config.json");
            String text = Files.readString(config);
            for (String dora : new String[] {"\"use_dora\" : true", "\"use_dora\": true"}) {
                Files.writeString(config, text.replaceFirst("\"use_dora\" ?: ?false", dora));
                assertThatThrownBy(() -> AdapterFolder.read(folder, weights))
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("use_dora");
            }
        }
    }
}

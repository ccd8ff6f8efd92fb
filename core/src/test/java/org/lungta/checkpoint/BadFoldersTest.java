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
import org.lungta.lab.TinyWorld;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Encoder;
import org.lungta.model.Goldens;
import org.lungta.tensor.Engine;
import org.lungta.text.Tokenizer;

/** Folders that point outside themselves, hold pickles, or whose files mean different tokens by the same ids. */
class BadFoldersTest {
    @TempDir
    private Path folder;

    private Path model;
    private Path encoder;

    @BeforeEach
    void world() {
        Engine.start();
        TinyWorld.write(folder, 7);
        model = folder.resolve("model");
        encoder = folder.resolve("encoder");
    }

    private static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void theWorldItselfIsSound() {
        ModelFolder.open(model).tokenizer().close();
        try (Encoder sound = EncoderFolder.open(encoder, "")) {
            assertThat(sound.embed(java.util.List.of("书"))).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"..", "../other/1_Pooling", "/etc", "1_Pooling/../../model", "'a\\u0000b'"})
    void modulesThatLeaveTheFolderAreRefused(String path) throws IOException {
        edit(encoder.resolve("modules.json"), "\"1_Pooling\"", "\"" + path + "\"");
        assertThatThrownBy(() -> EncoderFolder.open(encoder, ""))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("modules.json");
    }

    @Test
    void aLinkThatLeavesTheFolderIsRefusedAndOneIntoADownloadCacheIsNot() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.move(encoder.resolve("1_Pooling/config.json"), outside.resolve("config.json"));
        Files.createSymbolicLink(encoder.resolve("1_Pooling/config.json"), outside.resolve("config.json"));
        assertThatThrownBy(() -> EncoderFolder.open(encoder, ""))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("link to")
                .hasMessageContaining("outside");
        Files.delete(encoder.resolve("1_Pooling/config.json"));
        Path blobs = Files.createDirectories(folder.resolve("cache/blobs"));
        Path snapshot =
                Files.createDirectories(folder.resolve("cache/snapshots")).resolve("abc");
        Files.move(outside.resolve("config.json"), blobs.resolve("123"));
        Files.move(encoder, snapshot);
        Files.createSymbolicLink(snapshot.resolve("1_Pooling/config.json"), Path.of("../../../blobs/123"));
        EncoderFolder.open(snapshot, "").close();
    }

    @Test
    void aShardThatIsALinkToTheOutsideIsRefused() throws IOException {
        Path copy = folder.resolve("copy");
        ModelCopy.of(model).inShardsOf(50_000).write(copy);
        assertThat(TensorFolder.open(copy).names()).isNotEmpty();
        Path shard = copy.resolve("model-00002-of-%05d.safetensors".formatted(shards(copy)));
        Path outside = Files.createDirectories(folder.resolve("outside")).resolve("x");
        Files.move(shard, outside);
        Files.createSymbolicLink(shard, outside);
        assertThatThrownBy(() -> TensorFolder.open(copy))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("index.json")
                .hasMessageContaining("outside");
    }

    private static int shards(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return (int)
                    files.filter(f -> f.toString().endsWith(".safetensors")).count();
        }
    }

    @Test
    void picklesAreRefusedWithTheRemedy() throws IOException {
        Files.move(model.resolve("model.safetensors"), model.resolve("pytorch_model.bin"));
        assertThatThrownBy(() -> ModelFolder.open(model).outline())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("pytorch_model.bin, a pickle")
                .hasMessageContaining("convert it to model.safetensors");
        Path adapter = Files.createDirectories(folder.resolve("adapter"));
        Files.copy(Goldens.QWEN2.resolve("adapter/adapter_config.json"), adapter.resolve("adapter_config.json"));
        Files.writeString(adapter.resolve("adapter_model.bin"), "x");
        try (DecoderWeights weights = Goldens.qwen2()) {
            assertThatThrownBy(() -> AdapterFolder.read(adapter, weights))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("adapter_model.bin, a pickle")
                    .hasMessageContaining("convert it to adapter_model.safetensors");
        }
    }

    @Test
    void endTokensThatTheTokenizerDoesNotHaveAreRefused() throws IOException {
        int size = ModelFolder.open(model).config().sizes().vocabulary();
        Path file = model.resolve("generation_config.json");
        for (String lie : new String[] {"[" + size + "]", "[1, " + (size + 7) + "]"}) {
            Files.writeString(file, "{\"eos_token_id\": " + lie + "}");
            assertThatThrownBy(() -> ModelFolder.open(model).tokenizer())
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("eos_token_id")
                    .hasMessageContaining("moved");
        }
        for (String lie : new String[] {"-1", "\"x\"", "[1.5]", "[[2]]", "true", "[]", "{}", "99999999999"}) {
            Files.writeString(file, "{\"eos_token_id\": " + lie + "}");
            assertThatThrownBy(() -> ModelFolder.open(model))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("eos_token_id");
        }
    }

    @Test
    void namesAndNumbersOfSpecialTokensMustAgree() throws IOException {
        Path file = model.resolve("tokenizer_config.json");
        int end;
        try (Tokenizer tokenizer = ModelFolder.open(model).tokenizer()) {
            end = tokenizer.id("<|im_end|>");
        }
        Files.writeString(
                file,
                "{\"eos_token\": \"<|im_end|>\", \"added_tokens_decoder\": {\"" + end
                        + "\": {\"content\": \"<|im_end|>\"}}}");
        ModelFolder.open(model).tokenizer().close();
        for (String lie : new String[] {
            "{\"eos_token\": \"<|im_start|>\"}",
            "{\"eos_token\": {\"content\": \"<|im_start|>\"}}",
            "{\"eos_token\": \"<|nobody|>\"}",
            "{\"eos_token\": 7}",
            "{\"added_tokens_decoder\": {\"3\": {\"content\": \"<|im_end|>\"}}}",
            "{\"added_tokens_decoder\": {\"99999999999\": {\"content\": \"<|im_end|>\"}}}",
            "{\"added_tokens_decoder\": {\"x\": {}}}",
        }) {
            Files.writeString(file, lie);
            assertThatThrownBy(() -> ModelFolder.open(model).tokenizer())
                    .as(lie)
                    .isInstanceOf(Refusal.class);
        }
        Files.writeString(file, "{\"bos_token\": \"<|im_start|>\"}");
        edit(model.resolve("config.json"), "{", "{\"bos_token_id\": " + end + ", ");
        assertThatThrownBy(() -> ModelFolder.open(model).tokenizer())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("bos_token");
    }

    @Test
    void aTokenizerWithMoreTokensThanTheModelHasRowsIsRefused() throws IOException {
        int size = ModelFolder.open(model).config().sizes().vocabulary();
        edit(model.resolve("tokenizer.json"), "\"special\":true", "\"special\":false");
        edit(model.resolve("config.json"), "\"vocab_size\":" + size, "\"vocab_size\":" + (size - 2));
        assertThatThrownBy(() -> ModelFolder.open(model).tokenizer())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("rows");
        assertThatThrownBy(() -> ModelFolder.open(model).outline())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("config.json says");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"r\": 4            | \"r\": 0                          | \"r\"",
                "\"r\": 4            | \"r\": 5                          | shape",
                "\"lora_alpha\": 8   | \"lora_alpha\": -8                | lora_alpha",
                "\"lora_alpha\": 8   | \"lora_alpha\": \"8\"             | lora_alpha",
                "\"bias\": \"none\"  | \"bias\": {}                      | bias",
                "\"lora_dropout\": 0.0 | \"lora_dropout\": 2             | dropout",
                "\"q_proj\"          | \"z_proj\"                        | target_modules",
                "\"q_proj\"          | [1]                               | target_modules",
                "\"exclude_modules\": null | \"exclude_modules\": [\"q_proj\"] | exclude_modules",
                "\"lora_bias\": false | \"lora_bias\": true              | lora_bias",
            })
    void adapterConfigurationsThatLieAreRefused(String truth, String lie, String named) throws IOException {
        Path adapter = Files.createDirectories(folder.resolve("adapter"));
        for (String name : new String[] {"adapter_config.json", "adapter_model.safetensors"}) {
            Files.copy(Goldens.QWEN2.resolve("adapter").resolve(name), adapter.resolve(name));
        }
        edit(adapter.resolve("adapter_config.json"), truth, lie);
        try (DecoderWeights weights = Goldens.qwen2()) {
            assertThatThrownBy(() -> AdapterFolder.read(adapter, weights))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(named);
        }
    }
}

package org.lungta.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.check.Refusal;
import org.lungta.checkpoint.DType;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.checkpoint.Safetensors;
import org.lungta.text.Tokenizer;
import tools.jackson.databind.JsonNode;

class GgufImportTest {
    @TempDir
    private Path folder;

    private Path imported(String name, DType dtype) {
        Path made = folder.resolve(name + "-" + dtype);
        GgufImport.run(Golden.copy(name + ".gguf", folder), made, dtype, (done, total) -> {});
        return made;
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2", "qwen3", "smol", "llama3", "pieces", "gemma3"})
    void theTensorsAreThoseThatWentIntoTheFile(String name) {
        Path made = imported(name, DType.F32);
        JsonNode golden = Golden.json(name + ".json").path("tensors");
        Safetensors found = Safetensors.open(made.resolve("model.safetensors"));
        assertThat(List.copyOf(found.entries().keySet()))
                .containsExactlyInAnyOrderElementsOf(new ArrayList<>(golden.propertyNames()))
                .isSorted();
        golden.properties().forEach(tensor -> {
            Safetensors.Entry entry = found.entries().get(tensor.getKey());
            assertThat(entry.dtype()).isEqualTo(DType.F32);
            assertThat(entry.shape().toString().replace(" ", ""))
                    .as(tensor.getKey())
                    .isEqualTo(tensor.getValue().path("shape").toString());
            assertThat(sha256(found.bytes(tensor.getKey())))
                    .as(tensor.getKey())
                    .isEqualTo(tensor.getValue().path("sha256").asString());
        });
        assertThat(found.metadata()).containsExactly(Map.entry("format", "pt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2", "qwen3", "smol", "llama3", "pieces", "gemma3"})
    void theTokensAreThoseOfTheTokenizerThatTheFileWasMadeOf(String name) {
        JsonNode golden = Golden.json(name + ".json");
        try (Tokenizer tokenizer = Tokenizer.load(imported(name, DType.BF16))) {
            for (JsonNode text : golden.path("texts")) {
                assertThat(tokenizer.encode(text.path("text").asString()).toArray())
                        .as(text.path("text").asString())
                        .isEqualTo(ids(text.path("ids")));
            }
            if (golden.has("withBegin")) {
                assertThat(tokenizer.encodeByItself("the wind").toArray()).isEqualTo(ids(golden.path("withBegin")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2", "qwen3", "smol", "llama3", "pieces", "gemma3"})
    void theConfigurationIsThatOfTheModel(String name) {
        Path made = imported(name, DType.BF16);
        JsonNode golden = Golden.json(name + ".json");
        for (String part : List.of("config", "generation")) {
            String file = part.equals("config") ? "config.json" : "generation_config.json";
            JsonNode found = Golden.json(made.resolve(file));
            golden.path(part).properties().forEach(entry -> {
                JsonNode value = found.path(entry.getKey());
                assertThat(value.isNumber() ? (Object) value.asDouble() : value)
                        .as(file + " " + entry.getKey())
                        .isEqualTo(value.isNumber() ? (Object) entry.getValue().asDouble() : entry.getValue());
            });
        }
    }

    @Test
    void aModelWithAChatTemplateKeepsIt() throws IOException {
        Path made = imported("qwen2", DType.BF16);
        assertThat(made.resolve("chat_template.jinja")).hasContent("{{ '<|im_start|>' }}");
        assertThat(Golden.json(made.resolve("tokenizer_config.json"))
                        .path("chat_template")
                        .asString())
                .isEqualTo("{{ '<|im_start|>' }}");
        Path without = imported("qwen3", DType.BF16);
        assertThat(without.resolve("chat_template.jinja")).doesNotExist();
    }

    @Test
    void theFolderIsOpenedAsAnyModel() {
        ModelFolder model = ModelFolder.open(imported("qwen2", DType.BF16));
        List<Integer> ends = new ArrayList<>();
        Golden.json("qwen2.json").path("generation").path("eos_token_id").forEach(id -> ends.add(id.asInt()));
        assertThat(model.stops()).containsExactlyInAnyOrderElementsOf(ends).hasSize(2);
    }

    @Test
    void bfloat16IsFloat32Rounded() {
        Safetensors exact = Safetensors.open(imported("gemma3", DType.F32).resolve("model.safetensors"));
        Safetensors rounded = Safetensors.open(imported("gemma3", DType.BF16).resolve("model.safetensors"));
        for (String name : exact.entries().keySet()) {
            ByteBuffer floats = exact.bytes(name);
            ByteBuffer halves = rounded.bytes(name);
            assertThat(rounded.entries().get(name).dtype()).isEqualTo(DType.BF16);
            while (floats.hasRemaining()) {
                float value = floats.getFloat();
                float near = Float.intBitsToFloat(halves.getShort() << 16);
                assertThat(Math.abs(near - value)).isLessThanOrEqualTo(Math.abs(value) * 0x1p-8f);
            }
        }
    }

    @Test
    void aFolderWithSomethingInItIsNotTouched() throws IOException {
        Path file = Golden.copy("qwen3.gguf", folder);
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("config.json"), "mine");
        assertThatThrownBy(() -> GgufImport.run(file, full, DType.BF16, (done, total) -> {}))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("full")
                .hasMessageContaining("not an empty folder");
        assertThat(full.resolve("config.json")).hasContent("mine");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        GgufImport.run(file, empty, DType.BF16, (done, total) -> {});
        assertThat(empty.resolve("model.safetensors")).exists();
    }

    @Test
    void whatFailsHalfWayLeavesNothing() {
        Path file = Golden.copy("qwen3.gguf", folder);
        assertThatThrownBy(() -> GgufImport.run(file, folder.resolve("made"), DType.BF16, (done, total) -> {
                    if (done == 3) {
                        throw new IllegalStateException("stopped");
                    }
                }))
                .hasMessage("stopped");
        assertThat(folder.resolve("made")).doesNotExist();
        assertThat(folder.resolve("made.writing")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "qwen3.block_count, qwen3.block_count",
        "qwen3.attention.layer_norm_rms_epsilon, layer_norm_rms_epsilon",
        "blk.0.attn_q_norm.weight, blk.0.attn_q_norm.weight",
        "tokenizer.ggml.pre, tokenizer.ggml.pre",
        "tokenizer.ggml.eos_token_id, a completion could never end",
    })
    void whatIsMissingIsNamed(String name, String message) {
        byte[] bytes = replaced(Golden.bytes("qwen3.gguf"), name, "X".repeat(name.length()));
        assertRefused(bytes, message);
    }

    @Test
    void anotherArchitectureOrTokenizerIsRefusedWithTheOnesThatAreRead() {
        byte[] file = Golden.bytes("smol.gguf");
        assertRefused(
                replaced(file, "llama", "gemma"), "the architecture \"gemma\" is not implemented (qwen2, qwen3, llama");
        assertRefused(replaced(file, "smollm", "falcon"), "cuts text as \"falcon\" does");
        assertRefused(replaced(file, "gpt2", "t5xx"), "the tokenizer \"t5xx\" is not implemented");
    }

    @Test
    void aMergeOfUnknownTokensIsRefused() {
        assertRefused(replaced(Golden.bytes("smol.gguf"), "h e", "h_e"), "is not of two tokens that make a third");
    }

    private void assertRefused(byte[] bytes, String message) {
        Path file = Golden.write(folder.resolve("m.gguf"), bytes);
        assertThatThrownBy(() -> GgufImport.run(file, folder.resolve("made"), DType.BF16, (done, total) -> {}))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("m.gguf")
                .hasMessageContaining(message);
        assertThat(folder.resolve("made")).doesNotExist();
    }

    private static byte[] replaced(byte[] bytes, String from, String to) {
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(latin).contains(from);
        return latin.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int[] ids(JsonNode array) {
        return array.valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    private static String sha256(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

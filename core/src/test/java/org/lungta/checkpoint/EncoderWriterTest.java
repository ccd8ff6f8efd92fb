package org.lungta.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.check.Refusal;
import org.lungta.model.Encoder;
import org.lungta.model.Goldens;
import org.lungta.tensor.Engine;
import org.lungta.text.Json;

/** Encoder folders that are written and read again, and those that are refused. */
class EncoderWriterTest {
    private static final List<String> TEXTS = List.of("他买了书。", "hello", "ཁོས་དེབ་ཉོས།");

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        Engine.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny_bert", "tiny_xlmr", "tiny_bert_cls"})
    void whatIsWrittenReadsAsTheSameEncoder(String name) {
        Path source = Goldens.FOLDER.resolve(name);
        try (Encoder encoder = EncoderFolder.open(source, "")) {
            EncoderWriter.write(folder, encoder, source);
            try (Encoder again = EncoderFolder.open(folder, "")) {
                assertThat(again.embed(TEXTS)).isEqualTo(encoder.embed(TEXTS));
                assertThat(again.maxTokens()).isEqualTo(encoder.maxTokens());
                assertThat(again.embedder().readout())
                        .isEqualTo(encoder.embedder().readout());
            }
        }
        assertThat(TensorFolder.open(folder).names())
                .containsExactlyInAnyOrderElementsOf(TensorFolder.open(source).names());
    }

    @Test
    void theLayoutIsThatOfVersionTwo() throws IOException {
        Path source = Goldens.FOLDER.resolve("tiny_bert_cls");
        try (Encoder encoder = EncoderFolder.open(source, "")) {
            EncoderWriter.write(folder, encoder, source);
        }
        assertThat(Json.tree(folder.resolve("modules.json"))).isEqualTo(Json.tree(source.resolve("modules.json")));
        assertThat(Json.object(folder.resolve("sentence_bert_config.json")))
                .isEqualTo(Json.object(source.resolve("sentence_bert_config.json")));
        assertThat(Json.object(folder.resolve("1_Pooling/config.json"))
                        .path("pooling_mode_cls_token")
                        .booleanValue())
                .isTrue();
        assertThat(folder.resolve("tokenizer.json")).hasSameBinaryContentAs(source.resolve("tokenizer.json"));
    }

    @Test
    void weightsOfAnotherSizeThanTheConfigurationSaysAreRefused() throws IOException {
        Path broken = copy("tiny_bert_cls");
        replace(broken.resolve("config.json"), "\"vocab_size\": 28", "\"vocab_size\": 20");
        assertThatThrownBy(() -> EncoderFolder.open(broken, ""))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("28")
                .hasMessageContaining("20");
    }

    @Test
    void otherPoolingIsRefused() throws IOException {
        Path broken = copy("tiny_bert_cls");
        replace(
                broken.resolve("1_Pooling/config.json"),
                "\"pooling_mode_max_tokens\": false",
                "\"pooling_mode_max_tokens\": true");
        assertThatThrownBy(() -> EncoderFolder.open(broken, ""))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("[cls_token, max_tokens]");
    }

    @Test
    void anotherArchitectureIsRefusedByName() throws IOException {
        Path broken = copy("tiny_xlmr");
        replace(broken.resolve("config.json"), "\"xlm-roberta\"", "\"mpnet\"");
        assertThatThrownBy(() -> EncoderFolder.open(broken, ""))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("mpnet");
    }

    @Test
    void theHashSeesEveryByteButNoNotes() throws IOException {
        Path copied = copy("tiny_xlmr");
        String hash = ContentHash.ofFolder(copied);
        Files.writeString(copied.resolve("lungta-card.json"), "{}");
        assertThat(ContentHash.ofFolder(copied)).isEqualTo(hash);
        byte[] weights = Files.readAllBytes(copied.resolve("model.safetensors"));
        weights[weights.length - 1] ^= 1;
        Files.write(copied.resolve("model.safetensors"), weights);
        assertThat(ContentHash.ofFolder(copied)).isNotEqualTo(hash);
    }

    private Path copy(String name) throws IOException {
        Path from = Goldens.FOLDER.resolve(name);
        Path to = folder.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return to;
    }

    private static void replace(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }
}

package org.lungta.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lungta.app.Outcome.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.lab.TinyWorld;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** lungta embed and encoder, as a user calls them, on a made-up world. */
class EncoderCommandsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @Test
    void embedGivesUnitVectors() throws IOException {
        TinyWorld.write(folder, 7);
        Path input = write("t.jsonl", "{\"text\": \"扎西买了书本。\"}\n");
        Outcome outcome = call("embed", "--encoder", folder.resolve("encoder"), "--input", input, "--json");
        assertThat(outcome.status()).isZero();
        double norm = 0;
        for (JsonNode value : JSON.readTree(outcome.out()).path("embedding")) {
            norm += value.asDouble() * value.asDouble();
        }
        assertThat(norm).isCloseTo(1, within(1e-5));
    }

    @Test
    void encoderCardPrintsATableOrARecordAndSavesIt() throws IOException {
        TinyWorld.write(folder, 7);
        Path pairs = folder.resolve("mt/libreoffice.bo-zh.jsonl");
        Path saved = folder.resolve("card.json");
        Outcome table = call(
                "encoder",
                "card",
                "--encoder",
                folder.resolve("encoder"),
                "--pairs",
                pairs,
                "--split",
                "test",
                "--n",
                20,
                "--output",
                saved);
        assertThat(table.status()).isZero();
        assertThat(table.out()).contains("retrieval@1 among 20", "verdict: may not judge", "unknown tokens of bo");
        JsonNode card = JSON.readTree(Files.readString(saved));
        assertThat(card.path("from").path("unknown").asDouble()).isEqualTo(1); // it reads no Tibetan
        assertThat(card.path("to").path("unknown").asDouble()).isZero();
        Outcome json = call(
                "encoder",
                "card",
                "--encoder",
                folder.resolve("encoder"),
                "--pairs",
                pairs,
                "--split",
                "test",
                "--n",
                20,
                "--json");
        assertThat(JSON.readTree(json.out())).isEqualTo(card);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}

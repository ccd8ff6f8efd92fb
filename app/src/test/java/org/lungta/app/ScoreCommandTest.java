package org.lungta.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungta.app.Outcome.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** lungta score, as a user calls it. */
class ScoreCommandTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @Test
    void scoreGivesTheFiguresOfSacrebleu() throws IOException {
        Path hypotheses = write("h", "the cat sat on the mat\n");
        Path references = write("r", "the cat is on the mat\n");
        Outcome outcome = call(
                "score",
                "bleu",
                "chrf",
                "--hypotheses",
                hypotheses,
                "--references",
                references,
                "--language",
                "en",
                "--json");
        assertThat(outcome.status()).isZero();
        JsonNode scores = JSON.readTree(outcome.out());
        assertThat(scores.path("bleu").path("score").asDouble()).isEqualTo(37.99178428257963); // sacrebleu 2.6.0
        assertThat(scores.path("chrf").path("score").asDouble()).isEqualTo(64.5779420625287);
        assertThat(scores.path("bleu").path("signature").asString())
                .contains("tok:13a")
                .contains("impl:lungta");
    }

    @Test
    void scoreRefusesFilesOfDifferentLength() throws IOException {
        Outcome outcome =
                call("score", "bleu", "--hypotheses", write("h", "a\nb\n"), "--references", write("r", "a\n"));
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).contains("2 lines").contains("1");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}

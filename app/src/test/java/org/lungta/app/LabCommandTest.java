package org.lungta.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungta.app.Outcome.call;
import static org.lungta.app.Outcome.concat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** lungta lab, as a user calls it. */
class LabCommandTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @Test
    void writesTheFilesOfASmallWorldAndChecksThemAgain() throws IOException {
        Path world = folder.resolve("world");
        Object[] order = {
            "lab",
            "write",
            "--language",
            "ug",
            "--difficulty",
            "d0",
            "--train",
            "40",
            "--test",
            "5",
            "--passages",
            "20",
            "--output",
            world
        };
        Outcome written = call(order);
        assertThat(written.err()).isEmpty();
        assertThat(written.status()).isZero();
        assertThat(written.out()).contains("zh and ug, d0, seed 1");
        List<JsonNode> pairs = Files.readAllLines(world.resolve("pairs.jsonl")).stream()
                .map(JSON::readTree)
                .filter(pair -> pair.path("split").asString().equals("train"))
                .toList();
        assertThat(pairs).hasSize(40);
        assertThat(pairs.get(0).path("source_lang").asString()).isEqualTo("zh");
        assertThat(pairs.get(0).path("target_lang").asString()).isEqualTo("ug");
        assertThat(call(order).status()).isZero(); // the same world is there already
        Outcome other = call(concat(order, new Object[] {"--seed", "2"}));
        assertThat(other.status()).isEqualTo(1);
        assertThat(call("lab").status()).isEqualTo(2);
    }
}

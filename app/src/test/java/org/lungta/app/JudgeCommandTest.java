package org.lungta.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.lab.TinyWorld;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** lungta judge and lungta gate, as a user calls them. */
class JudgeCommandTest {
    private static final String REFERENCE = "他买了一本新书。";
    private static final String NEAR = "他买了一本旧书。";
    private static final String FAR = "天气很好。";

    @TempDir
    private Path folder;

    private String err = "";

    private String call(int status, Object... arguments) {
        Outcome outcome = Outcome.call(arguments);
        err = outcome.err();
        assertThat(outcome.status()).as("%s", err).isEqualTo(status);
        return outcome.out();
    }

    private Path outputs(String name, List<String> outputs) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        return Files.write(
                folder.resolve(name),
                IntStream.range(0, outputs.size())
                        .mapToObj(i -> json.writeValueAsString(java.util.Map.of(
                                "id", "p" + i, "source", "ཁོ" + i, "reference", REFERENCE, "output", outputs.get(i))))
                        .toList());
    }

    @Test
    void theNearerOutputsWinInBothOrdersAndEqualOnesTie() throws IOException {
        Path good = outputs("good", List.of(NEAR, NEAR, NEAR, FAR));
        Path bad = outputs("bad", List.of(FAR, FAR, FAR, FAR));
        Path cache = folder.resolve("cache");
        JsonNode made = JsonMapper.builder()
                .build()
                .readTree(call(0, "judge", good, bad, "--cache", cache, "--again", "1", "--json"));
        JsonNode preference = made.get("pairs").get(0).get("preference");
        assertThat(preference.at("/rate/wins").asInt()).isEqualTo(3);
        assertThat(preference.at("/rate/losses").asInt()).isZero();
        assertThat(preference.at("/rate/ties").asInt()).isEqualTo(1);
        assertThat(preference.at("/consistent/successes").asInt()).isEqualTo(4);
        assertThat(preference.at("/repeated/successes").asInt()).isEqualTo(4);
        assertThat(made.get("judge").asString()).startsWith("chrF2");
        assertThat(call(0, "judge", good, bad, "--cache", cache)).contains("3 wins, 0 losses, 1 ties");
        assertThat(call(
                        0,
                        "judge",
                        good,
                        bad,
                        outputs("best", List.of(REFERENCE, REFERENCE, FAR, REFERENCE)),
                        "--cache",
                        cache))
                .contains("Elo");
    }

    @Test
    void anEncoderJudgesToo() throws IOException {
        TinyWorld.write(folder.resolve("world"), 7);
        Path good = outputs("good", List.of("扎西买了书本。"));
        Path bad = outputs("bad", List.of("石头木头"));
        assertThat(call(
                        0,
                        "judge",
                        good,
                        bad,
                        "--encoder",
                        folder.resolve("world/encoder"),
                        "--cache",
                        folder.resolve("c")))
                .contains("encoder:", "1 wins, 0 losses, 0 ties");
    }

    @Test
    void aModelOnThisMachineJudgesToo() throws IOException {
        TinyWorld.write(folder.resolve("world"), 7);
        Path good = outputs("good", List.of(NEAR, REFERENCE));
        Path bad = outputs("bad", List.of(FAR, FAR));
        Path cache = folder.resolve("c");
        Object[] arguments = {
            "judge", good, bad, "--local-model", folder.resolve("world/model"), "--cache", cache, "--again", "1"
        };
        String made = call(0, arguments);
        assertThat(made).contains("judge: model:", "same when asked again 1.00, unreadable 0");
        assertThat(call(0, arguments)).isEqualTo(made);
    }

    @Test
    void whatDoesNotBelongTogetherIsRefused() throws IOException {
        Path one = outputs("one", List.of(NEAR));
        Path two = outputs("two", List.of(NEAR, FAR));
        call(1, "judge", one, two, "--cache", folder.resolve("c"));
        assertThat(err).contains("different prompts");
        Path broken = Files.writeString(folder.resolve("broken"), "{\"id\": \"p0\", \"output\": \"x\"}\n");
        call(1, "judge", one, broken, "--cache", folder.resolve("c"));
        assertThat(err).contains("broken:1").contains("\"source\"");
        call(1, "judge", one, one, "--endpoint", "https://example.org/v1", "--cache", folder.resolve("c"));
        assertThat(err).contains("--model");
        call(1, "judge", one, one, "--encoder", folder, "--local-model", folder, "--cache", folder.resolve("c"));
        assertThat(err).contains("one judge at a time");
    }

    @Test
    void theGateSaysHowOftenItErrs() throws IOException {
        TinyWorld.write(folder.resolve("world"), 7);
        Path foreign = Files.writeString(folder.resolve("other.txt"), "འབད་ཡོདཔ་ཨིན།\nསླབ་ཅི།\n".repeat(5));
        String table = call(
                0,
                "gate",
                "--pairs",
                folder.resolve("world/mt/libreoffice.bo-zh.jsonl"),
                "--against",
                foreign,
                "--probe",
                foreign);
        assertThat(table.lines().toList()).hasSize(7);
        assertThat(table).contains("honest", "of 32", "other.txt, its other half");
        assertThat(table.lines().filter(l -> l.startsWith("other.txt"))).allMatch(l -> l.contains("accepted   0.0 %"));
    }
}

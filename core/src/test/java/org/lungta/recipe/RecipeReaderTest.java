package org.lungta.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Check;
import org.lungta.check.Refusal;

class RecipeReaderTest {
    @TempDir
    private Path folder;

    private Path file;

    enum Precision {
        FP32,
        BF16_MIXED
    }

    sealed interface Schedule {
        record Constant() implements Schedule {}

        record Cosine(@Default("0.03") double warmup) implements Schedule {}

        sealed interface Stepped extends Schedule {
            record HalfLife(int steps) implements Stepped {}
        }
    }

    record Sampling(@Default("8") int groupSize, @Default("0.9") double topP) {
        Sampling {
            Check.require(groupSize > 1, "group-size is %d: a group of one has no baseline", groupSize);
        }
    }

    record Part(Path path, @Default("1") double weight) {}

    record Recipe(
            Path model,
            @Default("FALLBACK") String name,
            @Default("1") long seed,
            @Default("false") boolean verbose,
            @Default("fp32") Precision precision,
            @Default("cosine") Schedule schedule,
            @Default("{}") Sampling sampling,
            @Default("[]") List<Part> parts,
            @Default("{}") Map<String, String> labels,
            Optional<Integer> limit) {}

    @BeforeEach
    void place() {
        file = folder.resolve("r.yaml");
    }

    @Test
    void aSilentFileGivesTheDefaults() throws IOException {
        assertThat(read("model: m"))
                .isEqualTo(new Recipe(
                        Path.of("m"),
                        "FALLBACK",
                        1,
                        false,
                        Precision.FP32,
                        new Schedule.Cosine(0.03),
                        new Sampling(8, 0.9),
                        List.of(),
                        Map.of(),
                        Optional.empty()));
    }

    @Test
    void everyKindOfValueIsRead() throws IOException {
        assertThat(read(
                        """
                        model: /m
                        name: བོད་ཡིག
                        seed: 12345678901
                        verbose: true
                        precision: bf16-mixed
                        schedule: {half-life: {steps: 5}}
                        sampling: {group-size: 4, top-p: 1e-1}
                        parts:
                          - path: a
                          - {path: b, weight: .5}
                        labels: {x: y, "1": 2}
                        limit: 3
                        """))
                .isEqualTo(new Recipe(
                        Path.of("/m"),
                        "བོད་ཡིག",
                        12345678901L,
                        true,
                        Precision.BF16_MIXED,
                        new Schedule.Stepped.HalfLife(5),
                        new Sampling(4, 0.1),
                        List.of(new Part(Path.of("a"), 1), new Part(Path.of("b"), 0.5)),
                        Map.of("x", "y", "1", "2"),
                        Optional.of(3)));
    }

    private Recipe read(String yaml, String... overrides) throws IOException {
        Files.writeString(file, yaml, StandardCharsets.UTF_8);
        return RecipeReader.read(file, Recipe.class, List.of(overrides));
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearestRightOne() {
        assertThatThrownBy(() -> read("model: m\nsampling:\n  groupsize: 4\n"))
                .isInstanceOf(Refusal.class)
                .hasMessage(file + ":3:3: unknown key sampling.groupsize: did you mean group-size?");
    }
}

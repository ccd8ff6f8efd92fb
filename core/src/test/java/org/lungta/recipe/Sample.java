package org.lungta.recipe;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.check.Check;

/** A recipe with a component of every kind. */
record Sample(
        Path model,
        @Default("plain") String name,
        @Default("1") long seed,
        @Default("false") boolean verbose,
        @Default("fp32") Precision precision,
        @Default("cosine") Schedule schedule,
        @Default("{}") Sampling sampling,
        @Default("[]") List<Part> parts,
        @Default("{}") Map<String, String> labels,
        Optional<Integer> limit,
        @Default("3") Optional<Integer> patience) {

    enum Precision {
        FP32,
        BF16_MIXED
    }

    sealed interface Schedule {
        record Constant() implements Schedule {}

        record Cosine(
                @Default("0.03") double warmup,
                @Default("1") int cycles) implements Schedule {}

        sealed interface Stepped extends Schedule {
            record HalfLife(int steps) implements Stepped {}
        }
    }

    record Sampling(
            @Default("8") int groupSize, @Default("0.9") double topP) {
        Sampling {
            Check.require(groupSize > 1, "group-size is %d: a group of one has no baseline", groupSize);
        }
    }

    record Part(Path path, @Default("1") double weight) {}

    static Sample ofDefaults(String model) {
        return new Sample(
                Path.of(model),
                "plain",
                1,
                false,
                Precision.FP32,
                new Schedule.Cosine(0.03, 1),
                new Sampling(8, 0.9),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.of(3));
    }
}

package org.lungta.run;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.stream.IntStream;

/** The updates of a training after which its adapter is kept, for a curve: evenly spread, the last one among them. */
record Marks(List<Integer> steps) {
    static Marks none() {
        return new Marks(List.of());
    }

    /** So many of them; fewer where there are fewer updates. */
    static Marks of(int updates, int count) {
        require(count > 0, "checkpoints is %d: keep at least the last one", count);
        return new Marks(IntStream.rangeClosed(1, count)
                .map(i -> (int) Math.ceil((double) updates * i / count))
                .distinct()
                .boxed()
                .toList());
    }

    boolean has(int step) {
        return steps.contains(step);
    }

    /** Where an adapter is kept, below a stage's folder. */
    static String folder(int step) {
        return "checkpoints/%06d".formatted(step);
    }

    @Override
    public String toString() {
        return steps.toString();
    }
}

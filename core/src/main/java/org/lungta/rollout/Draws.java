package org.lungta.rollout;

import org.lungta.random.CounterRandom;

/** Uniform numbers by their place, not by the order of asking. */
@FunctionalInterface
public interface Draws {
    /**
     * A number in [0, 1).
     *
     * @param row of the generation
     * @param position of the token within its completion
     * @param attempt 0 for the first draw at this position
     */
    double uniform(int row, int position, int attempt);

    /** For decoding that draws nothing. */
    static Draws none() {
        return (row, position, attempt) -> {
            throw new IllegalStateException("greedy decoding draws nothing");
        };
    }

    /** Numbers that depend on (seed, step, prompt, sample) and nothing else. */
    static Draws of(long seed, long step, java.util.List<Row> rows) {
        return (row, position, attempt) -> CounterRandom.uniform(
                seed, step, rows.get(row).prompt(), rows.get(row).sample(), position, attempt);
    }

    /** Which prompt, as a coordinate, and which of its samples. */
    record Row(long prompt, int sample) {}
}

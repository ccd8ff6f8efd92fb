package org.lungta.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lungta.model.DecodeSession;
import org.lungta.model.DecoderWeights;
import org.lungta.model.LinearsAlone;
import org.lungta.model.Merged;
import org.lungta.model.PromptGroup;
import org.lungta.random.CounterRandom;
import org.lungta.rollout.Decoding;
import org.lungta.rollout.Draws;
import org.lungta.tensor.DType;
import org.lungta.text.Tokens;

/** A decode step as a multiple of its linear maps and head run back to back on the same weights; and what sampling adds to it. */
final class DecodePart {
    private static final int[] ROWS = {1, 8, 32, 64};
    private static final int GROUP = 8;
    private static final int PROMPT = 128;
    private static final int STEPS = 12;
    private static final int WARM = 3;
    private static final double TOP_P = 0.95;
    private static final double MILLI = 1e3;

    private DecodePart() {}

    static List<Figure> measure(Subject subject, DType type) {
        List<Figure> figures = new ArrayList<>();
        try (DecoderWeights weights = subject.weights().apply(type)) {
            for (int rows : ROWS) {
                figures.addAll(measure(weights, type, rows));
            }
        }
        return figures;
    }

    private static List<Figure> measure(DecoderWeights weights, DType type, int rows) {
        try (LinearsAlone alone = LinearsAlone.of(weights, rows)) {
            Spread before = Spread.seconds(STEPS, alone::run);
            Steps steps = steps(weights, rows);
            Spread after = Spread.seconds(STEPS, alone::run);
            double linears = (before.median() + after.median()) / 2;
            double step = steps.model().median();
            return List.of(
                    Figure.of(
                                    "decode, %s, %d rows, prompt %d".formatted(type, rows, PROMPT),
                                    steps.model().falling(s -> rows / s),
                                    "tokens/s")
                            .against(step / linears, "step / its linears alone"),
                    Figure.of(
                                    "  sampling, top-p %s".formatted(TOP_P),
                                    steps.sampling().times(MILLI),
                                    "ms")
                            .against(
                                    steps.sampling().median()
                                            / (step + steps.sampling().median()),
                                    "of the step with it"));
        }
    }

    /** Seconds of steps, and of the choice of a token a row from their logits. */
    private record Steps(Spread model, Spread sampling) {}

    private static Steps steps(DecoderWeights weights, int rows) {
        int group = Math.min(GROUP, rows);
        List<PromptGroup> groups = IntStream.range(0, rows / group)
                .mapToObj(g -> new PromptGroup(
                        TrainPart.tokens(weights.config(), g, PROMPT), Collections.nCopies(group, Tokens.empty())))
                .toList();
        int[] all = IntStream.range(0, rows).toArray();
        int[] tokens = IntStream.range(0, rows).map(i -> i % 20).toArray();
        Decoding decoding = new Decoding.Nucleus(1, TOP_P);
        Draws draws = (row, position, attempt) -> CounterRandom.uniform(9, row, position, attempt);
        try (Merged merged = Merged.of(weights, Optional.empty(), rows);
                DecodeSession session = merged.open(groups)) {
            session.prefill(logits -> 0);
            double[] model = new double[STEPS];
            double[] sampling = new double[STEPS];
            for (int i = -WARM; i < STEPS; i++) {
                int position = i + WARM;
                long begin = System.nanoTime();
                long computed = session.step(all, tokens, logits -> {
                    long now = System.nanoTime();
                    decoding.pick(logits, all, position, draws);
                    return now;
                });
                if (i >= 0) {
                    model[i] = (computed - begin) / 1e9;
                    sampling[i] = (System.nanoTime() - computed) / 1e9;
                }
            }
            return new Steps(Spread.of(model), Spread.of(sampling));
        }
    }
}

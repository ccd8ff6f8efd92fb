package org.lungta.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lungta.model.DecodeSession;
import org.lungta.model.DecoderWeights;
import org.lungta.model.LinearsAlone;
import org.lungta.model.Merged;
import org.lungta.model.PromptGroup;
import org.lungta.random.CounterRandom;
import org.lungta.rollout.Decoding;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/** A decode step, without sampling, as a multiple of its linear maps and head run back to back on the same weights. */
final class DecodePart {
    private static final int[] ROWS = {1, 8, 32, 64};
    private static final int GROUP = 8;
    private static final int PROMPT = 128;
    private static final int STEPS = 12;
    private static final int WARM = 3;

    private DecodePart() {}

    static List<Figure> measure(Subject subject, DType type) {
        List<Figure> figures = new ArrayList<>();
        try (DecoderWeights weights = subject.weights().apply(type)) {
            for (int rows : ROWS) {
                figures.add(measure(weights, type, rows));
            }
            figures.add(sampling(weights, type));
        }
        return figures;
    }

    private static Figure measure(DecoderWeights weights, DType type, int rows) {
        try (LinearsAlone alone = LinearsAlone.of(weights, rows)) {
            Spread before = Spread.seconds(STEPS, alone::run);
            Spread step = steps(weights, rows);
            Spread after = Spread.seconds(STEPS, alone::run);
            double linears = (before.median() + after.median()) / 2;
            return Figure.of(
                            "decode, %s, %d rows, prompt %d".formatted(type, rows, PROMPT),
                            step.falling(s -> rows / s),
                            "tokens/s")
                    .against(step.median() / linears, "step / its linears alone");
        }
    }

    /** How long a draw of the next tokens takes, as a share of the step that it ends. */
    private static Figure sampling(DecoderWeights weights, DType type) {
        int rows = ROWS[ROWS.length - 1];
        Decoding decoding = new Decoding.Nucleus(0.8, 0.9);
        int[] all = IntStream.range(0, rows).toArray();
        double[] draws = new double[STEPS + WARM];
        int[] at = {0};
        Spread step = steps(weights, rows, logits -> {
            long begin = System.nanoTime();
            decoding.pick(logits, all, at[0], (r, position, attempt) -> CounterRandom.uniform(1, r, position, attempt));
            draws[at[0]++] = (System.nanoTime() - begin) / 1e9;
            return 0;
        });
        Spread draw = Spread.of(Arrays.copyOfRange(draws, WARM, draws.length));
        return Figure.of("sampling, %s, %d rows of %d".formatted(type, rows, weights.config().sizes().vocabulary()), draw.times(1e3), "ms")
                .against(draw.median() / step.median(), "of a decode step");
    }

    private static Spread steps(DecoderWeights weights, int rows) {
        return steps(weights, rows, logits -> 0);
    }

    private static Spread steps(DecoderWeights weights, int rows, Function<Tensor, Integer> body) {
        int group = Math.min(GROUP, rows);
        List<PromptGroup> groups = IntStream.range(0, rows / group)
                .mapToObj(g -> new PromptGroup(
                        TrainPart.tokens(weights.config(), g, PROMPT), Collections.nCopies(group, Tokens.empty())))
                .toList();
        int[] all = IntStream.range(0, rows).toArray();
        int[] tokens = IntStream.range(0, rows).map(i -> i % 20).toArray();
        try (Merged merged = Merged.of(weights, Optional.empty(), rows);
                DecodeSession session = merged.open(groups)) {
            session.prefill(logits -> 0);
            double[] seconds = new double[STEPS];
            for (int i = -WARM; i < STEPS; i++) {
                long begin = System.nanoTime();
                session.step(all, tokens, body);
                if (i >= 0) {
                    seconds[i] = (System.nanoTime() - begin) / 1e9;
                }
            }
            return Spread.of(seconds);
        }
    }
}

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
import org.lungta.tensor.DType;
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

    private static Spread steps(DecoderWeights weights, int rows) {
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
                session.step(all, tokens, logits -> 0);
                if (i >= 0) {
                    seconds[i] = (System.nanoTime() - begin) / 1e9;
                }
            }
            return Spread.of(seconds);
        }
    }
}

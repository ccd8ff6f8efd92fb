package org.lungta.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Policy;
import org.lungta.model.Sequences;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.train.AdamW;

/** From the start of the JVM to the first update of a tiny model, and what happens to memory over the next ones. */
final class StartPart {
    private static final int SETTLED = 100;
    private static final double MEBI = 1 << 20;

    private StartPart() {}

    /** Measures the start only where nothing ran before in this process. */
    static List<Figure> measure(int steps) {
        List<Figure> figures = new ArrayList<>();
        Subject tiny = Subject.random(Subject.Shape.TINY);
        try (DecoderWeights weights = tiny.weights().apply(DType.FLOAT32);
                Policy policy = new Policy(weights, TrainPart.fresh(weights));
                AdamW optimizer = new AdamW(policy.adapter().tensors(), new AdamW.Settings(1e-6, 0, 1))) {
            Sequences batch = new Sequences(TrainPart.examples(weights.config(), 2, 32, 16));
            TrainPart.step(policy, optimizer, batch);
            double seconds = (System.currentTimeMillis()
                            - ManagementFactory.getRuntimeMXBean().getStartTime())
                    / 1e3;
            figures.add(Figure.of("start of the JVM to the first update", Spread.of(seconds), "s"));
            for (int i = 1; i < SETTLED; i++) {
                TrainPart.step(policy, optimizer, batch);
            }
            double before = Engine.residentBytes() / MEBI;
            long handles = Engine.handles();
            for (int i = SETTLED; i < steps; i++) {
                TrainPart.step(policy, optimizer, batch);
            }
            double after = Engine.residentBytes() / MEBI;
            figures.add(new Figure(
                            "resident memory after %d updates".formatted(steps),
                            after,
                            Math.min(before, after),
                            Math.max(before, after),
                            "MiB",
                            java.util.Optional.empty())
                    .against(after / before, "after %d updates".formatted(SETTLED)));
            figures.add(Figure.of("native handles gained meanwhile", Spread.of(Engine.handles() - handles), ""));
        }
        return figures;
    }
}

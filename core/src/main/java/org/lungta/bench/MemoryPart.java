package org.lungta.bench;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lungta.memory.Footprint;
import org.lungta.memory.Load;
import org.lungta.model.DecodeSession;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Merged;
import org.lungta.model.Policy;
import org.lungta.model.PromptGroup;
import org.lungta.model.Sequences;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.train.AdamW;

/**
 * What a step of reinforcement adds to resident memory (weights, adapter, packed copy, cache, activations, moments), against what
 * {@link Footprint} says. Completions have all their tokens. True only in a process of its own: memory that other parts gave back
 * is used again.
 */
final class MemoryPart {
    private static final int PROMPTS = 4;
    private static final int PROMPT = 128;
    private static final int GROUP = 8;
    private static final int LENGTH = 32;
    private static final int RANK = 64;
    private static final int STEPS = 2;
    private static final double MEBI = 1 << 20;
    private static final double FRAGMENTS = 1.15; // as in the plan of a run

    private MemoryPart() {}

    static List<Figure> measure(Subject subject, DType type) {
        double before = Engine.residentBytes() / MEBI;
        try (DecoderWeights weights = subject.weights().apply(type);
                Policy policy = new Policy(weights, TrainPart.fresh(weights));
                AdamW optimizer = new AdamW(policy.adapter().tensors(), new AdamW.Settings(1e-6, 0, 1))) {
            for (int step = 0; step < STEPS; step++) {
                rollout(weights, policy);
                policy.learn(batch(weights), 1, now -> now.sum().mul(-1.0 / (PROMPTS * GROUP * LENGTH)));
                optimizer.step(1);
            }
            double planned = planned(weights, type) / MEBI;
            double measured = Engine.peakResidentBytes() / MEBI - before;
            return List.of(new Figure(
                            "memory of a step, %s, %d x %d, P%d C%d".formatted(type, PROMPTS, GROUP, PROMPT, LENGTH),
                            measured,
                            measured,
                            measured,
                            "MiB",
                            Optional.empty())
                    .against(
                            planned / measured,
                            "planned %.0f MiB / measured, beside %.0f MiB before".formatted(planned, before)));
        }
    }

    private static void rollout(DecoderWeights weights, Policy policy) {
        List<PromptGroup> groups = IntStream.range(0, PROMPTS)
                .mapToObj(g -> PromptGroup.repeated(TrainPart.tokens(weights.config(), g, PROMPT), GROUP))
                .toList();
        int[] rows = IntStream.range(0, PROMPTS * GROUP).toArray();
        try (Merged merged = Merged.of(weights, policy.adapters(), rows.length);
                DecodeSession session = merged.open(groups)) {
            session.prefill(logits -> 0);
            for (int i = 1; i < LENGTH; i++) {
                session.step(rows, new int[rows.length], logits -> 0);
            }
        }
    }

    private static Sequences batch(DecoderWeights weights) {
        return new Sequences(IntStream.range(0, PROMPTS)
                .mapToObj(g -> new PromptGroup(
                        TrainPart.tokens(weights.config(), g, PROMPT),
                        IntStream.range(0, GROUP)
                                .mapToObj(i -> TrainPart.tokens(weights.config(), GROUP * g + i, LENGTH))
                                .toList()))
                .toList());
    }

    /** The fuller of the rollout and the update, and what the heap adds to what it had. */
    private static double planned(DecoderWeights weights, DType type) {
        Footprint shape = new Footprint(weights.config(), type, RANK);
        Load group = Load.of(PROMPT, GROUP, LENGTH);
        Load batch = IntStream.range(0, PROMPTS).mapToObj(i -> group).reduce(Load.NONE, Load::plus);
        Load prompts =
                IntStream.range(0, PROMPTS).mapToObj(i -> Load.of(PROMPT, 0, 0)).reduce(Load.NONE, Load::plus);
        long adapter = shape.adapter(0) * DType.FLOAT32.bytes();
        long held = shape.weights() + 3 * adapter;
        long rows = (long) PROMPTS * GROUP;
        long rollout = shape.packed(1)
                + shape.forward(prompts)
                + shape.cache(PROMPTS, PROMPT, rows, LENGTH)
                + shape.logits(rows)
                + shape.head(batch.scored());
        long update = adapter + shape.kept(batch, false) + shape.head(batch.scored());
        return held + (long) (FRAGMENTS * Math.max(rollout, update)) + young();
    }

    /** The part of the heap that any run fills. */
    private static long young() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool ->
                        pool.getName().contains("Eden") || pool.getName().contains("Survivor"))
                .mapToLong(pool -> pool.getUsage().getCommitted())
                .sum();
    }
}

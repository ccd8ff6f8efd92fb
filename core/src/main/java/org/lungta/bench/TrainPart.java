package org.lungta.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lungta.model.Adapter;
import org.lungta.model.AdapterConfig;
import org.lungta.model.DecoderConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Policy;
import org.lungta.model.PromptGroup;
import org.lungta.model.Sequences;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.DType;
import org.lungta.text.Tokens;
import org.lungta.train.AdamW;

/**
 * A training step (forward, backward, update) as a share of the GEMM peak.
 *
 * <pre>
 *   FLOP = tokens (4 P_linear + 6 P_lora) + 4 V H scored + 12 N D sum over tokens of what each sees, a layer
 * </pre>
 */
final class TrainPart {
    private static final int PROMPT = 64;
    private static final int TARGET = 32;
    private static final int EXAMPLES = 8;
    private static final int RANK = 64;
    private static final int REPETITIONS = 5;

    private TrainPart() {}

    static List<Figure> measure(Subject subject, DType type, Figure peak) {
        try (DecoderWeights weights = subject.weights().apply(type);
                Policy policy = new Policy(weights, fresh(weights));
                AdamW optimizer = new AdamW(policy.adapter().tensors(), new AdamW.Settings(1e-6, 0, 1))) {
            Sequences batch = new Sequences(examples(weights.config(), EXAMPLES, PROMPT, TARGET));
            Spread seconds = Spread.seconds(REPETITIONS, () -> step(policy, optimizer, batch));
            double flop = flop(weights, batch);
            Figure speed = Figure.of(
                    "training, %s, %d tokens, LoRA r%d".formatted(type, batch.length(), RANK),
                    seconds.falling(s -> batch.length() / s),
                    "tokens/s");
            return List.of(
                    speed.against(flop / seconds.median() / 1e9 / peak.median(), "model FLOP / time / " + peak.name()));
        }
    }

    static void step(Policy policy, AdamW optimizer, Sequences batch) {
        policy.imitate(batch, 1.0 / batch.scored());
        optimizer.step(1);
    }

    static Adapter fresh(DecoderWeights weights) {
        return Adapter.fresh(new AdapterConfig(RANK, 2 * RANK, 0, AdapterConfig.EVERY_LINEAR), weights, 1);
    }

    /** Prompts with one target each, of random tokens. */
    static List<PromptGroup> examples(DecoderConfig config, int count, int prompt, int target) {
        List<PromptGroup> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(new PromptGroup(tokens(config, 2 * i, prompt), List.of(tokens(config, 2 * i + 1, target))));
        }
        return examples;
    }

    static Tokens tokens(DecoderConfig config, int number, int length) {
        return Tokens.of(IntStream.range(0, length)
                .map(i -> (int) (CounterRandom.uniform(7, number, i)
                        * Math.min(config.sizes().vocabulary(), 1000)))
                .toArray());
    }

    static double flop(DecoderWeights weights, Sequences batch) {
        DecoderConfig c = weights.config();
        double linear = weights.linearParameters();
        double lora = RANK * weights.linearSides();
        double sees = (double) EXAMPLES * (PROMPT + TARGET) * (PROMPT + TARGET + 1) / 2;
        return batch.length() * (4 * linear + 6 * lora)
                + 4.0 * c.sizes().vocabulary() * c.sizes().hidden() * batch.scored()
                + 12.0 * c.heads().queries() * c.heads().size() * c.layers().size() * sees;
    }
}

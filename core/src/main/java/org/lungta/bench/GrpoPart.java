package org.lungta.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.lungta.model.DecoderConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.tensor.DType;
import org.lungta.text.Tokens;

/**
 * A whole GRPO step against what its products would take at the GEMM peak, and where its time goes.
 *
 * <pre>
 *   rollout  = 2 P_linear n (P + G (C - 1)) + 2 V H n G C          each prompt once, then token by token
 *   learning = (4 P_linear + 6 P_lora) n (P + G C) + 4 V H n G C   forward, and backward to the inputs and the adapter
 * </pre>
 *
 * Attention is left out: it is the smaller part at these lengths, and leaving it out makes the ratio no better.
 */
final class GrpoPart {
    private static final int REPETITIONS = 5;

    private GrpoPart() {}

    static List<Figure> measure(Subject subject, DType type, Figure peak) {
        GrpoStep.Plan plan = subject.plan();
        try (DecoderWeights weights = subject.weights().apply(type);
                GrpoStep step = new GrpoStep(weights, prompts(weights.config(), plan), plan)) {
            step.run();
            List<GrpoStep.Seconds> seconds =
                    IntStream.range(0, REPETITIONS).mapToObj(i -> step.run()).toList();
            Spread total = spread(seconds, GrpoStep.Seconds::total);
            double share = flop(weights, plan) / total.median() / 1e9 / peak.median();
            String name = "GRPO step, %s, %d x %d, P%d C%d, LoRA r%d"
                    .formatted(type, plan.prompts(), plan.group(), plan.promptLength(), plan.length(), plan.rank());
            return List.of(
                    Figure.of(name, total, "s").against(share, "FLOP / time / " + peak.name()),
                    part("merging and packing", seconds, GrpoStep.Seconds::merge, total),
                    part("prefill", seconds, GrpoStep.Seconds::prefill, total),
                    part("decoding", seconds, GrpoStep.Seconds::decode, total),
                    part("learning", seconds, GrpoStep.Seconds::learn, total));
        }
    }

    static List<Tokens> prompts(DecoderConfig config, GrpoStep.Plan plan) {
        return IntStream.range(0, plan.prompts())
                .mapToObj(i -> TrainPart.tokens(config, i, plan.promptLength()))
                .toList();
    }

    private static Figure part(
            String name, List<GrpoStep.Seconds> seconds, ToDoubleFunction<GrpoStep.Seconds> of, Spread total) {
        Spread part = spread(seconds, of);
        return Figure.of("  " + name, part, "s").against(part.median() / total.median(), "of the step");
    }

    private static Spread spread(List<GrpoStep.Seconds> seconds, ToDoubleFunction<GrpoStep.Seconds> of) {
        return Spread.of(seconds.stream().mapToDouble(of).toArray());
    }

    static double flop(DecoderWeights weights, GrpoStep.Plan plan) {
        DecoderConfig config = weights.config();
        double head = (double) config.sizes().vocabulary() * config.sizes().hidden();
        double linear = weights.linearParameters();
        double lora = (double) plan.rank() * weights.linearSides();
        double rows = (double) plan.prompts() * plan.group();
        double prompts = (double) plan.prompts() * plan.promptLength();
        double rollout = 2 * linear * (prompts + rows * (plan.length() - 1)) + 2 * head * rows * plan.length();
        double learning = (4 * linear + 6 * lora) * (prompts + rows * plan.length()) + 4 * head * rows * plan.length();
        return rollout + learning;
    }
}

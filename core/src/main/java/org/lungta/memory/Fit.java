package org.lungta.memory;

import static org.lungta.check.Check.refuse;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Finds the cheapest way in which a stage that learns fits into a machine. */
public final class Fit {
    private static final double SAFE = 0.95;
    private static final int LEAST_BUDGET = 64;

    private Fit() {}

    /**
     * The first that fits: the whole budget, halves of it down to a group by itself, then the same with layers computed again. Small
     * micro-batches cost little, computing again costs a third.
     */
    public static Optional<Micro> first(int tokenBudget, Machine machine, Function<Micro, Stage> stage) {
        for (boolean recompute : new boolean[] {false, true}) {
            for (int budget = tokenBudget; budget == tokenBudget || budget >= LEAST_BUDGET; budget /= 2) {
                Micro micro = new Micro(budget, recompute);
                if (fits(stage.apply(micro), machine)) {
                    return Optional.of(micro);
                }
            }
        }
        return Optional.empty();
    }

    public static boolean fits(Stage stage, Machine machine) {
        return stage.bytes() <= SAFE * machine.room();
    }

    /** Refuses a plan that does not fit, with what would help. */
    public static void require(Plan plan, Machine machine) {
        Stage peak = plan.peak();
        if (fits(peak, machine)) {
            return;
        }
        Term largest = peak.terms().stream()
                .max(java.util.Comparator.comparingLong(Term::bytes))
                .orElseThrow();
        throw refuse(
                "the stage \"%s\" needs about %s, and there is room for %s (%s); most of it, %s, are %s. %s",
                peak.name(),
                text(peak.bytes()),
                text((long) (SAFE * machine.room())),
                machine.bound(),
                text(largest.bytes()),
                largest.name(),
                advice(largest.name()));
    }

    private static String advice(String term) {
        return switch (term) {
            case "activations" ->
                "Lower task.max-new-tokens or task.max-code-points (a micro-batch is never less than one prompt with its"
                        + " completions), grpo.sampling.group, or adapter.rank";
            case "KV cache" -> "Lower grpo.prompts, grpo.sampling.group, task.max-new-tokens or task.max-code-points";
            case "examples" -> "Give the few-shot arms fewer shots, or leave them out";
            case "head" -> "Use a model with a smaller vocabulary, or give the machine more memory";
            case "adapters", "moments", "gradients" -> "Lower adapter.rank";
            default -> "Set dtype: bfloat16, use a smaller model or encoder, end other programs, or raise the limit";
        };
    }

    static String text(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1 << 30));
    }
}

package org.lungta.run;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lungta.recipe.Default;
import org.lungta.train.Schedule;

/** An arm of an experiment, as a recipe names it. All that learn begin where the cold start ended and see the same pool of pairs. */
public sealed interface Arm {
    /** The model as it was. */
    record Base() implements Arm {}

    /** The model as it was, with worked examples before everything that it is asked; learns nothing. */
    record FewShot(@Default("3") int shots) implements Arm {
        public FewShot {
            require(shots > 0, "%d shots: give at least one, or take the arm base", shots);
        }
    }

    /** The supervised start that the others go on from; done once, whatever the seeds. */
    record ColdStart() implements Arm {}

    /**
     * Strong supervised fine-tuning on the pool.
     *
     * @param rates up to three, of which the one with the best chrF on dev is taken
     * @param checkpoints that are kept and measured, evenly spread
     */
    record Sft(
            List<Double> rates,
            @Default("1") int epochs,
            @Default("16") int batchSize,
            @Default("4") int checkpoints,
            @Default("{cosine: {warmup: 0.03}}") Schedule schedule,
            @Default("1536") int tokenBudget,
            @Default("1000000") int devEvery)
            implements Arm {
        public Sft {
            require(!rates.isEmpty() && rates.size() <= 3, "%d rates: give one, two or three", rates.size());
        }
    }

    /** The same with general examples among the lessons: of all that it sees, this share. */
    record Replay(double share, Sft sft) implements Arm {
        public Replay {
            require(0 < share && share < 1, "the share of replay is %s, outside (0, 1)", share);
        }
    }

    /** The same with beta KL(base || policy) added to the loss, exact over the vocabulary, on the target tokens. */
    record SftKl(@Default("0.1") double beta, Sft sft) implements Arm {}

    /**
     * GRPO; what is not said here is as the recipe's sections {@code grpo} and {@code reward} have it.
     *
     * @param weights of the reward's parts, all of them, in place of the recipe's
     */
    record Grpo(
            Optional<Double> rate,
            Optional<Integer> steps,
            Optional<Weights> weights,
            Optional<Recipe.Loss> loss,
            @Default("3") int checkpoints)
            implements Arm {}

    /**
     * GRPO whose reward stands on an encoder that is known to be gameable: no method, but what happens then, for comparison. Only this kind
     * of arm is let past an encoder's card.
     *
     * @param encoder one of {@code hackable-encoders}
     */
    record Hackable(
            String encoder,
            Optional<Double> rate,
            Optional<Integer> steps,
            @Default("3") int checkpoints) implements Arm {}

    /** On-policy supervised learning: of each group that GRPO would sample, the best by the reward is imitated. */
    record RejectionSampling(
            Optional<Double> rate,
            Optional<Integer> steps,
            @Default("3") int checkpoints) implements Arm {}

    /**
     * The cold start's training once more, from another adapter: what was learnt elsewhere is worth on this task.
     *
     * @param adapter to go on from, such as a translator's; the base model where it is empty
     * @param checkpoints that are kept and measured beside the adapter as it came
     */
    record Transfer(Optional<Path> adapter, @Default("1") int checkpoints) implements Arm {}

    /** The last checkpoint of an arm named before, on its way back to the base model: W + lambda (alpha / r) B A. */
    record Scaled(String of, @Default("[0.25, 0.5, 0.75]") List<Double> points) implements Arm {
        public Scaled {
            points.forEach(p -> require(0 < p && p < 1, "the point %s of %s is outside (0, 1)", p, of));
        }
    }

    /** What the parts of a reward count with. */
    record Weights(
            @Default("0.0") double similarity,
            @Default("0.0") double language,
            @Default("0.0") double bleu,
            @Default("0.0") double chrf,
            @Default("0.0") double facts) {
        Recipe.RewardSettings in(Recipe.RewardSettings settings) {
            boolean semantic = bleu == 0 && chrf == 0 && facts == 0;
            return new Recipe.RewardSettings(
                    settings.tau(),
                    similarity,
                    language,
                    settings.encoderPrefix(),
                    semantic ? new RewardForm.Semantic() : new RewardForm.Overlapping(bleu, chrf, facts),
                    settings.nativeText());
        }
    }
}

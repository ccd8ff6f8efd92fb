package org.lungta.run;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.Optional;
import org.lungta.recipe.Default;
import org.lungta.train.Schedule;

/** A run, as its YAML file says it. See the files in recipes/ for what each key means and where its value comes from. */
public record Recipe(
        Path model,
        Path encoder,
        @Default("data") Path data,
        @Default("auto") Precision dtype,
        @Default("42") long seed,
        @Default("10") int checkpointEvery,
        Task task,
        @Default("{}") AdapterSettings adapter,
        ColdStart coldStart,
        RewardSettings reward,
        GrpoSettings grpo,
        Evaluations evaluation,
        Optional<World> world) {

    /** A made-up world that is generated into the data folder before the run, whose results then check themselves. */
    public record World(@Default("7") long seed) {}

    /** How numbers are kept: auto asks the processor. */
    public enum Precision {
        AUTO,
        FLOAT32,
        BFLOAT16
    }

    /**
     * What is learnt: pairs, their direction, and the words around a source; {@code {source}} stands for it.
     *
     * @param lengthOf the language whose side the length limits measure, in code points
     */
    public record Task(
            Path pairs,
            String from,
            String to,
            String instruction,
            String lengthOf,
            @Default("1") int minCodePoints,
            @Default("100000") int maxCodePoints,
            @Default("64") int maxNewTokens,
            @Default("refuse") ControlText controlTokens) {
        public Task {
            require(!from.equals(to), "from and to are both \"%s\": nothing would be translated", from);
            require(
                    instruction.contains("{source}"),
                    "instruction has no {source}: the model would never see the text");
        }
    }

    /** What becomes of a pair that spells a control token of the model: the run stops there, or a space breaks the token. */
    public enum ControlText {
        REFUSE,
        ESCAPE
    }

    /**
     * LoRA; dropout acts in the cold start alone.
     *
     * @param newWordsFactor how much faster than the rest the rows of new words learn, where the model was given any; 0 keeps them
     */
    public record AdapterSettings(
            @Default("64") int rank,
            @Default("128") double alpha,
            @Default("0.05") double dropout,
            @Default("5.0") double newWordsFactor) {
        public AdapterSettings {
            require(alpha > 0, "alpha is %s: an adapter without scale learns nothing", alpha);
            require(newWordsFactor >= 0, "new-words-factor is %s; it must not be negative", newWordsFactor);
        }
    }

    /** The supervised start. */
    public record ColdStart(
            int pairs,
            @Default("1") int epochs,
            @Default("32") int batchSize,
            double rate,
            @Default("{cosine: {warmup: 0.03}}") Schedule schedule,
            @Default("64") int devPairs,
            @Default("20") int devEvery,
            @Default("1536") int tokenBudget) {}

    /**
     * R = similarity weight x R_sim + language weight x R_lang, and, for comparison, overlap with the reference.
     *
     * @param factsWeight of the exact truth, which the lab alone knows: an upper bound, no method
     */
    public record RewardSettings(
            Tau tau,
            @Default("1.5") double similarityWeight,
            @Default("1.0") double languageWeight,
            @Default("query: ") String encoderPrefix,
            @Default("0.0") double bleuWeight,
            @Default("0.0") double chrfWeight,
            @Default("0.0") double factsWeight) {
        public RewardSettings {
            require(
                    bleuWeight >= 0 && chrfWeight >= 0 && factsWeight >= 0,
                    "the weights of bleu, chrf and facts are %s, %s and %s; they must not be negative",
                    bleuWeight,
                    chrfWeight,
                    factsWeight);
        }

        /** Whether it is the paper's form, meaning and language alone. */
        boolean isSemantic() {
            return bleuWeight == 0 && chrfWeight == 0 && factsWeight == 0;
        }
    }

    /** The similarity below which nothing is earned. */
    public sealed interface Tau {
        /** A quantile of the cosines that the cold start's samples reach on dev prompts. */
        record Calibrated(
                @Default("0.25") double quantile,
                @Default("64") int prompts,
                @Default("4") int samples) implements Tau {}

        record Fixed(double value) implements Tau {}
    }

    /** The reinforcement stage. */
    public record GrpoSettings(
            int steps,
            int pool,
            @Default("4") int prompts,
            double rate,
            @Default("{}") Sampling sampling,
            @Default("{}") Loss loss,
            @Default("{constant: {warmup: 0.0}}") Schedule schedule,
            @Default("2048") int tokenBudget,
            Optional<DevReward> dev) {}

    /** What the policy's samples earn on dev prompts, before the first update and after every so many. */
    public record DevReward(
            @Default("32") int prompts,
            @Default("4") int samples,
            @Default("25") int every) {
        public DevReward {
            require(prompts > 0 && samples > 0 && every > 0, "prompts, samples and every must be at least 1");
        }
    }

    /** How a group is drawn. */
    public record Sampling(
            @Default("8") int group,
            @Default("0.8") double temperature,
            @Default("0.9") double topP) {
        public Sampling {
            require(group > 1, "group is %d: a group of one has no baseline", group);
        }
    }

    /** The objective's parts; {@code epochs} is how often each rollout is learnt from. */
    public record Loss(
            @Default("dapo") Kind kind,
            @Default("group") Scale scale,
            @Default("0.2") double clipLow,
            @Default("0.2") double clipHigh,
            @Default("none") Anchor reference,
            @Default("1") int epochs) {
        /** Which paper's loss. */
        public enum Kind {
            GRPO,
            DR_GRPO,
            DAPO,
            GSPO
        }

        /** What advantages are divided by. */
        public enum Scale {
            GROUP,
            BATCH,
            NONE
        }
    }

    /** What the policy is held near. */
    public sealed interface Anchor {
        record None() implements Anchor {}

        record Base(@Default("0.04") double beta) implements Anchor {}

        record ColdStart(@Default("0.04") double beta) implements Anchor {}
    }

    /** What is measured, for the base model, the cold start and the result. */
    public record Evaluations(
            int test,
            Optional<Path> cmrc,
            @Default("40") int contexts,
            @Default("32") int answerTokens,
            @Default("64") int heldOut,
            @Default("8") int rewardSamples,
            @Default("test") String split) {}
}

package org.lungta.run;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.Optional;
import org.lungta.corpus.Example;
import org.lungta.recipe.Default;
import org.lungta.train.Schedule;

/**
 * A run, as its YAML file says it. See the files in recipes/ for what each key means and where its value comes from.
 *
 * @param force lets an encoder judge whose card shows failures
 * @param cards where cards of encoders are kept, for this run and others
 */
public record Recipe(
        Path model,
        Path encoder,
        @Default("data") Path data,
        @Default("auto") Precision dtype,
        @Default("auto") Place device,
        @Default("42") long seed,
        @Default("10") int checkpointEvery,
        Task task,
        @Default("{}") AdapterSettings adapter,
        ColdStart coldStart,
        RewardSettings reward,
        GrpoSettings grpo,
        Evaluations evaluation,
        Optional<AuditSettings> audit,
        @Default("{}") WatchSettings watch,
        Optional<RecoverySettings> recovery,
        Optional<World> world,
        @Default("false") boolean force,
        @Default(".lungta/cards") Path cards)
        implements RunSettings {

    /** Of what an experiment shares with a run: rewarded by this encoder, measured so, and with nothing beside the main line. */
    static Recipe of(RunSettings shared, Path encoder, boolean force, Evaluations evaluation) {
        return new Recipe(
                shared.model(),
                encoder,
                shared.data(),
                shared.dtype(),
                shared.device(),
                shared.seed(),
                shared.checkpointEvery(),
                shared.task(),
                shared.adapter(),
                shared.coldStart(),
                shared.reward(),
                shared.grpo(),
                evaluation,
                Optional.empty(),
                shared.watch(),
                Optional.empty(),
                Optional.empty(),
                force,
                shared.cards());
    }

    /** The same with another seed, reward and reinforcement. */
    Recipe with(long otherSeed, RewardSettings otherReward, GrpoSettings otherGrpo) {
        return new Recipe(
                model,
                encoder,
                data,
                dtype,
                device,
                otherSeed,
                checkpointEvery,
                task,
                adapter,
                coldStart,
                otherReward,
                otherGrpo,
                evaluation,
                audit,
                watch,
                recovery,
                world,
                force,
                cards);
    }

    /** A made-up world that is generated into the data folder before the run, whose results then check themselves. */
    public record World(@Default("7") long seed) {}

    /** Where it is computed: auto takes a GPU where libtorch was built for it and finds one. */
    public enum Place {
        AUTO,
        CPU,
        CUDA
    }

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
     * @param reserved a share of the split train, told by a hash of the texts in that language, that the encoders have learnt from and this
     *     run leaves alone; see {@link org.lungta.corpus.Portion}
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
            @Default("refuse") ControlText controlTokens,
            Optional<Headline> headline,
            @Default("0.0") double reserved) {
        public Task {
            require(0 <= reserved && reserved < 1, "reserved is %s, outside [0, 1)", reserved);
            require(
                    headline.isPresent() || !from.equals(to),
                    "from and to are both \"%s\": nothing would be translated",
                    from);
            require(
                    headline.isEmpty() || from.equals(to),
                    "a headline in %s for a document in %s: from and to are the document's language",
                    to,
                    from);
            require(
                    instruction.contains("{source}"),
                    "instruction has no {source}: the model would never see the text");
        }

        /** What the model is asked: the instruction with this source. */
        String asked(Example example) {
            return instruction.replace("{source}", example.source());
        }
    }

    /**
     * The task is to write a document's headline, and the file of pairs holds documents.
     *
     * @param tokens documents are cut to so many of the model's tokens, at the end of a syllable
     * @param lead the first so many syllables of a document are the result of a system that has learnt nothing
     */
    public record Headline(
            @Default("384") int tokens, @Default("20") int lead) {
        public Headline {
            require(tokens > 0 && lead > 0, "tokens and lead are %d and %d: give at least 1", tokens, lead);
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

    /** R = similarity weight x R_sim + language weight x R_lang, unless another form is named. */
    public record RewardSettings(
            Tau tau,
            @Default("1.5") double similarityWeight,
            @Default("1.0") double languageWeight,
            @Default("query: ") String encoderPrefix,
            @Default("semantic") RewardForm form,
            Optional<NativeSettings> nativeText) {}

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

    /**
     * What is measured, for the base model, the cold start and the result.
     *
     * @param split whose pairs the test is
     * @param judgeEncoder a second encoder, which the reward does not use and which shares nothing with the one that it uses
     */
    public record Evaluations(
            int test,
            Optional<Path> cmrc,
            @Default("40") int contexts,
            @Default("32") int answerTokens,
            @Default("64") int heldOut,
            @Default("8") int rewardSamples,
            Optional<DriftSettings> drift,
            Optional<Path> judgeEncoder,
            @Default("''") String judgePrefix,
            @Default("test") String split) {}
}

package org.lungta.run;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lungta.contrast.FreshEncoder;
import org.lungta.evidence.Declared;
import org.lungta.evidence.Quoted;
import org.lungta.lab.WorldSettings;
import org.lungta.recipe.Default;

/**
 * An experiment: one cold start, and arms that go on from it, each for every seed, all measured alike at every checkpoint. The key
 * {@code arms} tells it from a {@link Recipe}, with which it shares {@link RunSettings}.
 *
 * @param ask what the experiment asks, in a sentence
 * @param judge another encoder that no reward sees, and that shares nothing with the one that rewards
 * @param seed draws the data and makes the cold start
 * @param seeds of all that follows the cold start
 * @param lab a micro-world that is written into the data folder before the run, whose truth is exact
 * @param labEncoder how the lab's encoder is trained; the encoder of the recipe is then not used
 * @param hackableEncoders more of them, by name, that hackable arms are rewarded by and nothing else
 * @param force lets an encoder judge whose card shows failures
 * @param cards where cards of encoders are kept, for this experiment and others
 * @param published figures of a paper, another model's on other data, that stand beside the arms'
 */
public record ExperimentRecipe(
        String ask,
        Path model,
        Path encoder,
        Optional<Path> judge,
        @Default("data") Path data,
        @Default("auto") Recipe.Precision dtype,
        @Default("auto") Recipe.Place device,
        @Default("42") long seed,
        @Default("[1]") List<Long> seeds,
        @Default("10") int checkpointEvery,
        Recipe.Task task,
        @Default("{}") Recipe.AdapterSettings adapter,
        Recipe.ColdStart coldStart,
        Recipe.RewardSettings reward,
        Recipe.GrpoSettings grpo,
        Examination evaluation,
        Map<String, Arm> arms,
        @Default("[]") List<Claim> claims,
        Optional<Axes> axes,
        Optional<Path> replay,
        @Default("{}") Origin origin,
        Optional<WorldSettings> lab,
        Optional<LabEncoder> labEncoder,
        @Default("{}") Map<String, LabEncoder> hackableEncoders,
        @Default("{}") WatchSettings watch,
        @Default("false") boolean force,
        @Default(".lungta/cards") Path cards,
        @Default("[]") List<Quoted> published)
        implements RunSettings {

    /** The key that only these recipes have. */
    public static final String MARK = "arms";

    public ExperimentRecipe {
        require(
                !seeds.isEmpty() && Set.copyOf(seeds).size() == seeds.size(),
                "seeds are %s: give different ones",
                seeds);
        require(
                arms.values().stream().filter(Arm.Base.class::isInstance).count() == 1
                        && arms.values().stream()
                                        .filter(Arm.ColdStart.class::isInstance)
                                        .count()
                                == 1,
                "arms are %s: one must be the base and one the cold start, for all others are held against them",
                arms.keySet());
        Set<String> before = new LinkedHashSet<>();
        arms.forEach((name, arm) -> {
            if (arm instanceof Arm.Scaled scaled) {
                require(
                        before.contains(scaled.of())
                                && !(arms.get(scaled.of()) instanceof Arm.Base)
                                && !(arms.get(scaled.of()) instanceof Arm.FewShot),
                        "%s scales \"%s\": name a trained arm that stands before it, of %s",
                        name,
                        scaled.of(),
                        before);
            }
            requireReadings(name, arm, replay, evaluation);
            requireEncoder(name, arm, hackableEncoders.keySet());
            before.add(name);
        });
        require(
                hackableEncoders.isEmpty() || lab.isPresent(),
                "hackable-encoders are %s: they are taught by the lab's world, and the recipe has no lab",
                hackableEncoders.keySet());
        published.forEach(quoted -> require(
                arms.containsKey(quoted.arm()),
                "published names the arm \"%s\"; there are %s",
                quoted.arm(),
                arms.keySet()));
    }

    private static void requireReadings(String name, Arm arm, Optional<Path> replay, Examination evaluation) {
        require(
                !(arm instanceof Arm.Replay) || replay.isPresent(),
                "%s needs general examples: name a file in the form of CMRC with the key replay",
                name);
        require(
                !(arm instanceof Arm.FewShot)
                        || replay.isPresent()
                        || evaluation.cmrc().isEmpty(),
                "%s needs worked questions: name a file in the form of CMRC with the key replay",
                name);
    }

    private static void requireEncoder(String name, Arm arm, Set<String> encoders) {
        if (arm instanceof Arm.Hackable hackable) {
            require(
                    encoders.contains(hackable.encoder()),
                    "%s is rewarded by \"%s\": name one of hackable-encoders, which are %s",
                    name,
                    hackable.encoder(),
                    encoders);
        }
    }

    /**
     * What every checkpoint is measured on.
     *
     * @param test pairs of each test split
     * @param split of the test that leads
     * @param moreSplits tests beside it
     * @param contexts passages with questions, for generated answers
     * @param answers questions whose gold answer's likelihood is measured
     * @param choices a file of questions with answers to choose from
     * @param text a file of texts in the language that the model knows, for likelihood and drift
     * @param textTokens that are read of each text at most
     * @param sampledPrompts prompts, with {@code samples} each, that show in how many ways one thing is said
     */
    public record Examination(
            int test,
            @Default("test") String split,
            @Default("[]") List<String> moreSplits,
            Optional<Path> cmrc,
            @Default("40") int contexts,
            @Default("32") int answerTokens,
            @Default("60") int answers,
            Optional<Path> choices,
            @Default("test") String choicesSplit,
            @Default("100") int questions,
            Optional<Path> text,
            @Default("test") String textSplit,
            @Default("60") int texts,
            @Default("256") int textTokens,
            @Default("20") int sampledPrompts,
            @Default("8") int samples) {
        public Examination {
            require(!moreSplits.contains(split), "the split %s is named twice", split);
        }

        List<String> splits() {
            List<String> all = new ArrayList<>(List.of(split));
            all.addAll(moreSplits);
            return all;
        }
    }

    /** A claim, written down before the run; see {@link Declared}. */
    public record Claim(
            String name,
            String measure,
            String arm,
            String against,
            @Default("end") Declared.Where where,
            @Default("0.0") double margin,
            @Default("0.0") double expected) {}

    /** Which measures lead; see {@link org.lungta.evidence.Axes}. */
    public record Axes(
            String target,
            String retained,
            Optional<String> kl,
            Optional<String> proxy,
            Optional<String> independent) {}

    /** Public names for the model card. */
    public record Origin(
            Optional<String> model,
            Optional<String> license,
            @Default("[]") List<String> data) {}

    /**
     * A sentence encoder from nothing, taught by the world's split for it: pairs pulled together, hard negatives pushed away.
     */
    public record LabEncoder(
            @Default("{transformer: {layers: 2, hidden: 64, heads: 2}}")
            FreshEncoder.Shape shape,

            @Default("{rules: {}}") HardNegatives negatives,
            @Default("600") int steps,
            @Default("64") int batchSize,
            @Default("{rows: 1.0e-2, body: 1.0e-3}") EncoderRecipe.Rates rates) {}

    /** The recipe of its cold start, and of each arm but for what the arm changes. */
    Recipe shared() {
        return Recipe.of(this, encoder, force, evaluations(judge));
    }

    /** The same for an arm whose reward stands on an encoder that can be gamed: past its card, and nobody judges. */
    Recipe hackable(Path gameable) {
        return Recipe.of(this, gameable, true, evaluations(Optional.empty()));
    }

    private Recipe.Evaluations evaluations(Optional<Path> judging) {
        return new Recipe.Evaluations(
                evaluation.test(),
                evaluation.cmrc(),
                evaluation.contexts(),
                evaluation.answerTokens(),
                0,
                1,
                Optional.empty(),
                judging,
                reward.encoderPrefix(),
                evaluation.split());
    }

    /** The same with the encoder that the lab has taught, so that there is none to teach. */
    ExperimentRecipe taught(Path taughtEncoder) {
        return new ExperimentRecipe(
                ask,
                model,
                taughtEncoder,
                judge,
                data,
                dtype,
                device,
                seed,
                seeds,
                checkpointEvery,
                task,
                adapter,
                coldStart,
                reward,
                grpo,
                evaluation,
                arms,
                claims,
                axes,
                replay,
                origin,
                lab,
                Optional.empty(),
                hackableEncoders,
                watch,
                force,
                cards,
                published);
    }
}

package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.corpus.Example;
import org.lungta.corpus.PairFields;
import org.lungta.corpus.PairSpec;
import org.lungta.corpus.Pairs;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Item;
import org.lungta.evidence.Row;
import org.lungta.lab.Baselines;
import org.lungta.lab.Fact;
import org.lungta.lab.Truth;
import org.lungta.model.Bert;
import org.lungta.model.BigramBag;
import org.lungta.model.Encoder;
import org.lungta.reward.Similarity;

/** The shipped quickstart, with its own arms, in a world of a few sentences and with a model that has learnt next to nothing. */
class LabExperimentTest {
    private static final Path RECIPES = Path.of("../recipes");
    private static final Set<String> TRIVIAL = Set.of("most frequent", "copied", "word by word", "last mentioned");

    @TempDir
    private static Path folder;

    private static Experiment made;

    @BeforeAll
    static void run() {
        PretrainingRecipe base = PretrainingLaunch.read(
                RECIPES.resolve("lab-base.yaml"),
                List.of(
                        "model={hidden: 16, layers: 1, heads: 2, intermediate: 32}",
                        "pretraining.steps=2",
                        "pretraining.batch={full: 2, first: 1, updates: 2}",
                        "examination={every: 2, passages: 2, last: 2, answer-tokens: 2}"));
        PretrainingLaunch.run(base, folder.resolve("pretraining"), false, quiet());
        made = ExperimentLaunch.run(recipe(), folder.resolve("run"), false, quiet());
    }

    private static ExperimentRecipe recipe(String... more) {
        List<String> overrides = new ArrayList<>(List.of(
                "model=" + folder.resolve("pretraining/base"),
                "data=" + folder.resolve("world"),
                "cards=" + folder.resolve("cards"),
                "force=true", // three updates make no encoder that may judge
                "lab.sizes={encoder: 60, train: 60, dev: 24, test: 6, passages: 12, readings: 4,"
                        + " minimal-pairs: 0}",
                "lab-encoder.steps=3",
                "lab-encoder.batch-size=8",
                "hackable-encoders.bag.steps=3",
                "hackable-encoders.bag.batch-size=8",
                "arms.bag={hackable: {encoder: bag, steps: 1, checkpoints: 1}}",
                "adapter={rank: 2, alpha: 4, dropout: 0.0}",
                "cold-start={pairs: 8, epochs: 1, batch-size: 8, rate: 1.0e-3, dev-pairs: 2, dev-every: 1}",
                "reward.tau={calibrated: {quantile: 0.25, prompts: 2, samples: 2}}",
                "grpo={steps: 2, pool: 8, prompts: 2, rate: 1.0e-3, sampling: {group: 2}}",
                "task.max-new-tokens=4",
                "evaluation.test=5",
                "evaluation.contexts=2",
                "evaluation.answer-tokens=2",
                "evaluation.answers=2",
                "evaluation.questions=2",
                "evaluation.texts=2",
                "evaluation.sampled-prompts=1",
                "evaluation.samples=2",
                "arms.sft={sft: {rates: [1.0e-3], batch-size: 8, checkpoints: 1}}"));
        overrides.addAll(List.of(more));
        return ExperimentLaunch.read(RECIPES.resolve("quickstart.yaml"), overrides);
    }

    private static PrintStream quiet() {
        return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    }

    private static Row row(String arm) {
        return made.rows().stream()
                .filter(row -> row.key().arm().equals(arm))
                .findFirst()
                .orElseThrow();
    }

    private static double value(String arm, String measure) {
        return row(arm).value(measure).orElseThrow().mean();
    }

    @Test
    void whatTakesNoLearningIsMeasuredBesideTheArms() {
        assertThat(made.arms().stream()
                        .filter(arm -> arm.kind() == Arm.Kind.TRIVIAL)
                        .map(Arm::name))
                .containsExactlyInAnyOrderElementsOf(TRIVIAL);
        for (String written : List.of("most frequent", "copied", "word by word")) {
            assertThat(row(written).values())
                    .containsKeys(
                            "exact facts", "slot f1", "chrf", "bleu", "exact facts, compositional", "bleu, length");
        }
        for (String answered : List.of("most frequent", "copied", "last mentioned")) {
            assertThat(row(answered).values()).containsKeys("qa exact", "qa f1", "qa average");
        }
        assertThat(row("last mentioned").values()).doesNotContainKey("chrf");
        assertThat(value("copied", "language")).isZero(); // it is not even the right script
        assertThat(value("copied", "qa exact")).isZero();
    }

    @Test
    void aDictionaryIsWorthWhatItsSentencesSay() {
        Path pairs = folder.resolve("world/pairs.jsonl");
        List<Example> tests = Pairs.read(PairSpec.of(pairs, "zh", "bo").inSplit("iid"));
        var facts = PairFields.texts(pairs, "fact");
        Truth truth = Truth.of("bo", "d1");
        var exact = row("word by word").value("exact facts").orElseThrow().items().stream()
                .collect(Collectors.toMap(Item::id, Item::value));
        assertThat(exact).hasSize(5);
        tests.stream().filter(test -> exact.containsKey(test.id())).forEach(test -> {
            boolean right = truth.judge(
                            Fact.ofKey(facts.get(test.id())), Baselines.wordByWord(test.source(), "zh", "bo"))
                    .exact();
            assertThat(exact.get(test.id())).isCloseTo(right ? 1 : 0, within(0.0));
        });
    }

    @Test
    void outputsOfTheTestStandSideBySideWithWhatTheySayAndWhatIsWrong() throws IOException {
        assertThat(made.appendix().samples())
                .hasSize(5)
                .allSatisfy(sample -> assertThat(sample.outputs())
                        .hasSizeGreaterThanOrEqualTo(4)
                        .allMatch(output -> output.reading().isPresent()));
        assertThat(Files.readString(folder.resolve("run/report/report.html")))
                .contains("cannot be read; error: unreadable");
    }

    @Test
    void aHackableArmSaysSoAndItsProxyStandsBesideTheTruth() throws IOException {
        assertThat(made.arm("bag").kind()).isEqualTo(Arm.Kind.HACKABLE);
        assertThat(made.arm("bag").sentence()).contains("by the encoder bag", "can be gamed", "on purpose");
        assertThat(made.header().settings()).containsKey("hackable encoder bag");
        for (Row row : made.rows()) {
            if (row.value("similarity").isPresent()) {
                assertThat(row.values()).containsKeys("similarity by bag", "similarity by bag, compositional");
            }
        }
        double gain = value("bag", "similarity by bag") - value("cold start", "similarity by bag");
        assertThat(made.appendix().figures())
                .filteredOn(figure -> figure.group().startsWith("Rewarded by bag"))
                .hasSize(3)
                .first()
                .satisfies(figure -> assertThat(figure.value()).isCloseTo(gain, within(1e-9)));
        assertThat(made.appendix().training())
                .filteredOn(update -> update.arm().equals("bag"))
                .isNotEmpty()
                .allSatisfy(update -> assertThat(update.values())
                        .containsKey("rewards/similarity by bag/mean")
                        .doesNotContainKey("rewards/similarity/mean"));
        assertThat(ExperimentLaunch.table(made)).contains("  bag: hackable on purpose", "similarity by bag");
        assertThat(Files.readString(folder.resolve("run/report/results.md")))
                .contains("hackable on purpose, no method");
    }

    @Test
    void theRewardOfAHackableArmIsThatOfItsEncoder() {
        try (Encoder bag = EncoderFolder.open(folder.resolve("run/hackable/bag/training/encoder"), "")) {
            assertThat(((Bert.Config) bag.embedder().config()).layers()).isZero();
            Map<String, Double> measured = row("bag").value("similarity by bag").orElseThrow().items().stream()
                    .collect(Collectors.toMap(Item::id, Item::value));
            made.appendix().samples().forEach(sample -> {
                String output = sample.outputs().stream()
                        .filter(o -> o.row().arm().equals("bag"))
                        .findFirst()
                        .orElseThrow()
                        .text();
                double cosine = new Similarity(bag)
                        .cosines(List.of(new Similarity.Pair(output, sample.reference())))
                        .get(0);
                assertThat(measured.get(sample.id())).isCloseTo(cosine, within(1e-5));
            });
        }
        assertThat(folder.resolve("run/hackable/bag/encoder-card.json")).isNotEmptyFile();
    }

    /** Its encoders are bags of bigrams: the one that rewards is forced past its card, the other hackable on purpose. */
    @Test
    void aRunIsItsRecipeWhateverItsFolderIsCalledAndAnotherSeedIsAnother() throws IOException {
        Experiment one = runOf("one");
        runOf("elsewhere/another-name");
        runOf("seed", "seed=2");
        for (String file : List.of(
                "results.json",
                "items.jsonl",
                "table.txt",
                "report/report.html",
                "lab-encoder/encoder/model.safetensors",
                "hackable/bag/training/encoder/model.safetensors")) {
            assertThat(bytes("elsewhere/another-name/" + file)).as(file).isEqualTo(bytes("one/" + file));
        }
        for (String file : List.of("items.jsonl", "lab-encoder/encoder/model.safetensors")) {
            assertThat(bytes("seed/" + file)).as(file).isNotEqualTo(bytes("one/" + file));
        }
        assertThat(one.arm("bag").sentence()).contains("by the encoder bag (BigramBag[hidden=8, buckets=500])");
        for (String encoder : List.of("lab-encoder/encoder", "hackable/bag/training/encoder")) {
            try (Encoder bigrams = EncoderFolder.open(folder.resolve("one").resolve(encoder), "")) {
                assertThat(bigrams.embedder()).as(encoder).isInstanceOf(BigramBag.class);
            }
        }
    }

    private static Experiment runOf(String name, String... more) {
        List<String> few = new ArrayList<>(List.of(
                "arms={base: base, cold start: cold-start, bag: {hackable: {encoder: bag, steps: 1, checkpoints: 1}}}",
                "claims=[]",
                "lab-encoder.shape={bigram-bag: {hidden: 16, buckets: 500}}",
                "hackable-encoders.bag.shape={bigram-bag: {hidden: 8, buckets: 500}}"));
        few.addAll(List.of(more));
        return ExperimentLaunch.run(recipe(few.toArray(String[]::new)), folder.resolve(name), false, quiet());
    }

    private static byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(folder.resolve(file));
    }

    @Test
    void anArmWhoseEncoderIsNotCalledHackableIsRefused() {
        assertThatThrownBy(() -> recipe("arms.bag={hackable: {encoder: sack}}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("name one of hackable-encoders, which are [bag]");
        assertThatThrownBy(() -> recipe("lab=null", "lab-encoder=null"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("the recipe has no lab");
    }

    @Test
    void tableAndReportShowThemAsWhatTheyAre() throws IOException {
        String table = ExperimentLaunch.table(made);
        assertThat(table.substring(table.indexOf("without learning")))
                .contains(TRIVIAL)
                .doesNotContain("\ngrpo ");
        String markdown = Files.readString(folder.resolve("run/report/results.md"));
        assertThat(markdown).contains("| word by word no learning |");
        assertThat(Files.readString(folder.resolve("run/report/report.html")))
                .contains(
                        "word by word",
                        "no learning",
                        "5 arms, %d checkpoints".formatted(made.rows().size() - 4));
    }
}

package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    private static ExperimentRecipe recipe() {
        return ExperimentLaunch.read(
                RECIPES.resolve("quickstart.yaml"),
                List.of(
                        "model=" + folder.resolve("pretraining/base"),
                        "data=" + folder.resolve("world"),
                        "cards=" + folder.resolve("cards"),
                        "force=true", // three updates make no encoder that may judge
                        "lab.sizes={encoder: 60, train: 60, dev: 24, test: 6, passages: 12, readings: 4,"
                                + " minimal-pairs: 0}",
                        "lab-encoder.steps=3",
                        "lab-encoder.batch-size=8",
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
                        "4 arms, %d checkpoints".formatted(made.rows().size() - 4));
    }
}

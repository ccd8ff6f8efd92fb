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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import org.lungta.corpus.Borders;
import org.lungta.corpus.Example;
import org.lungta.corpus.HeadlineSpec;
import org.lungta.corpus.Headlines;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Item;
import org.lungta.evidence.Row;
import org.lungta.judge.Ranking;
import org.lungta.lab.TinyWorld;
import org.lungta.metric.RougeL;
import org.lungta.metric.Segment;

/** The shipped headlines, then a transfer from their adapters, then whose headlines are preferred; at tiny scale. */
class HeadlineExperimentsTest {
    private static final Path RECIPES = Path.of("../recipes");
    private static final int LEAD = 2;

    @TempDir
    private static Path folder;

    private static Experiment headlines;

    @BeforeAll
    static void run() throws IOException {
        Path world = folder.resolve("world");
        TinyWorld.write(world, 7);
        TinyWorld.writeBilingualEncoder(world.resolve("bilingual"), 7);
        Files.writeString(world.resolve("general/zh_text.jsonl"), "{\"text\": \"老师看书。\"}\n{\"text\": \"学生吃苹果。\"}\n");
        headlines = ExperimentLaunch.run(recipe("headlines.yaml"), folder.resolve("headlines"), false, quiet());
    }

    private static ExperimentRecipe recipe(String file, String... more) {
        Path world = folder.resolve("world");
        List<String> all = new ArrayList<>(List.of(
                "data=" + world,
                "model=" + world.resolve("model"),
                "encoder=" + world.resolve("bilingual"),
                "cards=" + folder.resolve("cards"),
                "force=true",
                "dtype=float32",
                "seeds=[1]",
                "task.headline={tokens: 24, lead: %d}".formatted(LEAD),
                "task.min-code-points=1",
                "task.max-new-tokens=6",
                "adapter={rank: 2, alpha: 4, dropout: 0.0}",
                "cold-start={pairs: 16, batch-size: 8, rate: 1.0e-3, dev-pairs: 2, dev-every: 1}",
                "reward.tau={fixed: {value: 0.0}}",
                "grpo={steps: 2, pool: 8, prompts: 2, rate: 1.0e-3, sampling: {group: 2}}",
                "evaluation.test=4",
                "evaluation.contexts=2",
                "evaluation.answer-tokens=3",
                "evaluation.answers=2",
                "evaluation.texts=2"));
        all.addAll(List.of(more));
        return ExperimentLaunch.read(RECIPES.resolve(file), all);
    }

    private static PrintStream quiet() {
        return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    }

    private static Path kept(String arm) {
        Row.Key row = headlines.last(arm, "1").orElseThrow().key();
        Path run = folder.resolve("headlines");
        return KeptCheckpoints.read(run).adapter(run, row).orElseThrow();
    }

    @Test
    void firstSyllablesAndThePapersFiguresStandBesideTheArms() throws IOException {
        assertThat(headlines.arm(LeadArm.NAME).kind()).isEqualTo(Arm.Kind.TRIVIAL);
        Row lead = headlines.last(LeadArm.NAME, Row.EVERY_SEED).orElseThrow();
        assertThat(lead.values()).containsKeys("rouge-l", "chrf", "similarity").doesNotContainKey("qa f1");
        List<Example> test = Headlines.load(
                        new HeadlineSpec(folder.resolve("world/headline/tibettimes.bo.jsonl"), "bo", "test", 1, 80))
                .examples();
        RougeL rouge = RougeL.mixed();
        for (Item item : lead.value("rouge-l").orElseThrow().items()) {
            Example example = test.stream()
                    .filter(e -> e.id().equals(item.id()))
                    .findFirst()
                    .orElseThrow();
            Segment segment = new Segment(Borders.first(example.source(), LEAD), example.target());
            assertThat(item.value()).isCloseTo(100 * rouge.rouge(segment).f(), within(1e-9));
        }
        String page = Files.readString(folder.resolve("headlines/report/results.md"));
        assertThat(page)
                .contains("| first syllables no learning |")
                .contains("| grpo, as published another model, other data |");
    }

    @Test
    void fewHeadlinesAreTaughtToWhatWasLearntElsewhere() {
        ExperimentRecipe recipe = recipe(
                "transfer.yaml",
                "arms.sft.transfer.adapter=" + kept("sft"),
                "arms.grpo.transfer.adapter=" + kept("grpo"));
        Experiment made = ExperimentLaunch.run(recipe, folder.resolve("transfer"), false, quiet());
        assertThat(made.rows().stream()
                        .map(Row::key)
                        .filter(key -> key.arm().equals("sft") || key.arm().equals("nothing"))
                        .map(key -> key.arm() + " " + key.step()))
                .containsExactlyInAnyOrder("nothing 2", "sft 0", "sft 2");
        for (String arm : List.of("sft", "grpo")) {
            Row came = made.checkpoints(arm, "1").get(0);
            Row end = headlines.last(arm, "1").orElseThrow();
            for (String measure : List.of("chrf", "answer nll", "text bits")) {
                assertThat(came.value(measure))
                        .as(arm + " as it came, " + measure)
                        .isEqualTo(end.value(measure));
            }
            assertThat(made.last(arm, "1").orElseThrow().value("answer nll")).isNotEqualTo(came.value("answer nll"));
        }
        assertThat(kept("sft").resolve("README.md")).content().contains("# sft: bo headlines");
    }

    @Test
    void aStartThatIsNoAdapterIsRefused() {
        assertThatThrownBy(() -> ExperimentLaunch.plan(recipe("transfer.yaml")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("--set arms.sft.transfer.adapter=DIR");
    }

    @Test
    void aJudgePrefersAmongTheArms() throws IOException {
        PreferenceRecipe recipe = PreferenceLaunch.read(
                RECIPES.resolve("preference.yaml"),
                List.of(
                        "run=" + folder.resolve("headlines"),
                        "cache=" + folder.resolve("judge"),
                        "judge={model: {folder: \"%s\", dtype: float32}}".formatted(folder.resolve("world/model")),
                        "again=1.0"));
        assertThat(PreferenceLaunch.plan(recipe)).contains("grpo", "4 outputs");
        Ranking made = PreferenceLaunch.run(recipe, folder.resolve("preference"), false, quiet());
        assertThat(made.contests()).hasSize(3).allSatisfy(c -> {
            assertThat(c.preference().rate().wins()
                            + c.preference().rate().losses()
                            + c.preference().rate().ties())
                    .isEqualTo(4);
            assertThat(c.preference().unparseable()).isZero();
            assertThat(c.preference().repeated().share())
                    .as("a model answers alike")
                    .isEqualTo(1);
        });
        assertThat(Files.readString(folder.resolve("preference/results.md")))
                .contains(
                        "as published (another model, other data, another judge; arXiv:2605.14366) | 51.2 % | 35.1 % | 13.7 %");
        assertThatThrownBy(() -> PreferenceLaunch.plan(PreferenceLaunch.read(
                        RECIPES.resolve("preference.yaml"),
                        List.of("run=" + folder.resolve("headlines"), "preference.arms=[grpo, dpo]"))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no arm \"dpo\"");
    }
}

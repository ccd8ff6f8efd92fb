package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.audit.Alarm;
import org.lungta.check.Refusal;
import org.lungta.lab.TinyWorld;

/** What stands beside the main line: audit, detectors, other rewards, recovery. */
class BesideTest {
    private static final Path RECIPES = Path.of("../recipes");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void world() {
        TinyWorld.write(folder.resolve("world"), 7);
    }

    private Results run(String recipe, String name, boolean resume, String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "data=" + folder.resolve("world"),
                "model=" + folder.resolve("world/model"),
                "encoder=" + folder.resolve("world/encoder"),
                "dtype=float32",
                "force=true",
                "checkpoint-every=3",
                "task.min-code-points=1",
                "task.max-new-tokens=8",
                "adapter.rank=4",
                "cold-start.pairs=24",
                "cold-start.epochs=1",
                "cold-start.batch-size=8",
                "cold-start.dev-pairs=4",
                "reward.tau={calibrated: {quantile: 0.25, prompts: 4, samples: 2}}",
                "grpo.steps=5",
                "grpo.pool=4",
                "grpo.prompts=2",
                "grpo.sampling.group=4",
                "grpo.dev={prompts: 2, samples: 2, every: 5}",
                "evaluation.test=2",
                "evaluation.contexts=1",
                "evaluation.answer-tokens=2",
                "evaluation.held-out=2",
                "evaluation.reward-samples=2"));
        all.addAll(List.of(overrides));
        return Launch.run(
                Launch.read(RECIPES.resolve(recipe), all),
                folder.resolve(name),
                resume,
                new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private String journal(String run) throws IOException {
        return Files.readString(folder.resolve(run).resolve("journal.jsonl"));
    }

    @Test
    void aRewardThatPaysForCheatingIsRefusedBeforeItIsOptimised() throws IOException {
        assertThatThrownBy(() -> run("smoke.yaml", "r", false, "audit={prompts: 16, samples: 2, rate: 0.0}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("audit.failing=warn");
        assertThat(folder.resolve("r/grpo.json")).doesNotExist();
        assertThat(journal("r")).contains("{\"stage\":\"audit\"");
        Results results = run("smoke.yaml", "r", true, "audit={prompts: 16, samples: 2, rate: 0.0, failing: warn}");
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("source copy", "WARNING: the reward", "correlation with chrF");
        assertThat(results.extras().audit().orElseThrow().report().rows()).hasSizeGreaterThan(8);
        assertThat(Files.readString(folder.resolve("r/results.md"))).contains("## Audit of the reward before GRPO");
    }

    /** A limit that every step passes: one alarm, in the second step, where the first window is full. */
    @Test
    void anAlarmIsSaidOnceAndStopsTheRunWhereTheRecipeAsksForIt() throws IOException {
        String limits = "window: 2, repetition: -1.0";
        Results through = run("smoke.yaml", "through", false, "watch={" + limits + "}");
        assertThat(through.extras().alarms())
                .filteredOn(a -> a.kind() == Alarm.Kind.REPETITION)
                .extracting(Alarm::step)
                .containsExactly(2);
        String stopping = "watch={" + limits + ", stop: [repetition]}";
        assertThatThrownBy(() -> run("smoke.yaml", "stopped", false, stopping))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("step 2: outputs repeat themselves")
                .hasMessageContaining("--resume");
        assertThat(folder.resolve("stopped/alarms/step-000002.jsonl")).isNotEmptyFile();
        Results resumed = run("smoke.yaml", "stopped", true, stopping);
        assertThat(journal("stopped")).isEqualTo(journal("through"));
        assertThat(resumed.extras().alarms()).isEqualTo(through.extras().alarms());
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("ALARM step 2: outputs repeat themselves");
    }

    @Test
    void sourceAnchoredRewardsWithAJudgingModelRunAndRecover() throws IOException {
        Path encoder = folder.resolve("bilingual");
        TinyWorld.writeBilingualEncoder(encoder, 7);
        Results results = run(
                "sgsrl.yaml",
                "s",
                false,
                "encoder=" + encoder,
                "audit={prompts: 4, samples: 2, failing: warn}",
                "reward.form={sg-srl: {yes: 0.5}}",
                "evaluation.drift={items: 2, tokens: 8}");
        assertThat(results.extras().recovery()).isPresent();
        assertThat(results.extras().drift().keySet()).containsExactly("cold-start", "grpo", "recovery");
        assertThat(results.extras().drift().get("grpo").get("answers").tokens()).isPositive();
        assertThat(journal("s"))
                .contains("rewards/score/mean", "rewards/length-penalty/mean", "\"stage\":\"recovery\"");
        assertThat(Files.readString(folder.resolve("s/rollouts.jsonl"))).contains("\"repetition-penalty\"");
        assertThat(Files.readString(folder.resolve("s/recovery/adapter/README.md")))
                .contains("# recovery: s", "| grpo 5 steps | recovery after GRPO |");
    }

    @Test
    void theSecondLanguageGateIsLearntAndItsErrorsAreSaid() throws IOException {
        Path encoder = folder.resolve("bilingual");
        TinyWorld.writeBilingualEncoder(encoder, 7);
        run(
                "tibetan-mt.yaml",
                "n",
                false,
                "encoder=" + encoder,
                "audit={prompts: 4, samples: 2, failing: warn}",
                "reward.native-text={rejected: 0.1}",
                "evaluation.drift={items: 2, tokens: 8}");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("language gate by 6-grams", "syllables shuffled");
        assertThat(folder.resolve("n/native-gate.json")).isNotEmptyFile();
        assertThat(journal("n")).contains("rewards/native/mean");
    }
}

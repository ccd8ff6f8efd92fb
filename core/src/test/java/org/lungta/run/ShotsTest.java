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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import org.lungta.corpus.Example;
import org.lungta.corpus.Reading;
import org.lungta.eval.Comprehension;
import org.lungta.eval.Model;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Row;
import org.lungta.lab.TinyWorld;
import org.lungta.model.Merged;
import org.lungta.text.Message;
import org.lungta.text.Role;

/** The base model with worked examples before what it is asked. */
class ShotsTest {
    private static final Path RECIPES = Path.of("../recipes");

    @TempDir
    private Path folder;

    @BeforeEach
    void world() throws IOException {
        TinyWorld.write(folder.resolve("world"), 7);
        TinyWorld.write(folder.resolve("other"), 8);
        Files.writeString(
                folder.resolve("world/general/cmrc2018_train.json"),
                Files.readString(folder.resolve("other/general/cmrc2018_dev.json"))
                        .replace("TINY_", "OTHER_"));
    }

    /** The shipped tax, at tiny scale and without its trainings. */
    private ExperimentRecipe recipe(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "data=" + folder.resolve("world"),
                "model=" + folder.resolve("world/model"),
                "encoder=" + folder.resolve("world/encoder"),
                "cards=" + folder.resolve("cards"),
                "force=true",
                "dtype=float32",
                "task.min-code-points=1",
                "task.max-new-tokens=4",
                "adapter={rank: 2, alpha: 4}",
                "cold-start={pairs: 8, batch-size: 8, rate: 1.0e-3, dev-pairs: 2, dev-every: 1}",
                "reward.tau={fixed: {value: 0.0}}",
                "grpo.pool=4",
                "evaluation={test: 4, cmrc: \"${data}/general/cmrc2018_dev.json\", contexts: 2, answer-tokens: 3, answers: 3,"
                        + " sampled-prompts: 1, samples: 2}",
                "arms={base: base, base 3-shot: {few-shot: {shots: 3}}, cold start: cold-start}",
                "claims=[]",
                "published=[]"));
        all.addAll(List.of(more));
        return ExperimentLaunch.read(RECIPES.resolve("tax.yaml"), all);
    }

    @Test
    void threeExamplesOfTheTrainingSideStandBeforeEveryPrompt() {
        ExperimentRecipe recipe = recipe();
        try (Workbench bench = Workbench.open(recipe.shared(), RunFolder.take(folder.resolve("r"), false), quiet());
                Merged merged = Merged.of(bench.weights, List.of(), 4)) {
            ExperimentData data = ExperimentData.read(recipe, bench.data);
            Shots shots = Shots.draw(3, bench.recipe, bench.data, data.replay());
            assertThat(shots.task()).hasSize(6);
            assertThat(shots.reading()).hasSize(6);
            List<String> learnt =
                    bench.data.coldStart().stream().map(Example::source).toList();
            Model model = bench.model(merged);
            for (Example asked : bench.data.test()) {
                String prompt = bench.tokenizer.decode(model.after(shots.task()).userTurn(bench.asked(asked), "here"));
                assertThat(learnt.stream().filter(prompt::contains)).hasSize(3);
                assertThat(prompt)
                        .contains(shots.task().stream().map(Message::content).toList());
                assertThat(prompt.indexOf(bench.asked(asked)))
                        .isGreaterThan(prompt.indexOf(shots.task().get(5).content()));
                Stream.concat(bench.data.test().stream(), bench.data.dev().stream())
                        .filter(other -> !other.equals(asked))
                        .forEach(other -> assertThat(prompt).doesNotContain(other.source()));
            }
            List<String> tested = bench.data.readings().orElseThrow().stream()
                    .map(Reading::context)
                    .toList();
            String examples = shots.reading().toString();
            assertThat(tested).noneMatch(examples::contains);
            assertThat(data.replay().stream().map(Reading::context).filter(examples::contains))
                    .hasSize(3);
            assertThat(shots.reading())
                    .filteredOn(turn -> turn.role() == Role.USER)
                    .allMatch(turn -> turn.content().startsWith(Comprehension.INSTRUCTION));
        }
    }

    @Test
    void whatIsNotAskedWithExamplesIsTheBases() {
        Experiment made = ExperimentLaunch.run(recipe(), folder.resolve("run"), false, stream());
        Row base = made.last("base", Row.EVERY_SEED).orElseThrow();
        Row shown = made.last("base 3-shot", Row.EVERY_SEED).orElseThrow();
        assertThat(shown.value("answer nll")).isNotEqualTo(base.value("answer nll"));
        assertThat(shown.value("answer kl").orElseThrow().mean()).isLessThan(1e-5);
        assertThat(shown.value("task kl").orElseThrow().mean()).isLessThan(1e-5);
        assertThat(made.arm("base 3-shot").from()).contains("base");
    }

    @Test
    void workedQuestionsNeedAFile() {
        assertThatThrownBy(() -> recipe("replay=null"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("base 3-shot needs worked questions");
        assertThatThrownBy(() -> recipe("arms.base 3-shot={few-shot: {shots: 0}}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("at least one");
    }

    private static Console quiet() {
        return new Console(stream());
    }

    private static PrintStream stream() {
        return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    }
}

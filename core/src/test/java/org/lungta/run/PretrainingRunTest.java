package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.checkpoint.ContentHash;
import org.lungta.recipe.RecipeReader;

/** The shipped recipe of the lab's base model, at tiny scale. */
class PretrainingRunTest {
    private static final Path RECIPE = Path.of("../recipes/lab-base.yaml");

    @TempDir
    private Path folder;

    private static PretrainingRecipe recipe(String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "checkpoint-every=7",
                "model={hidden: 16, layers: 1, heads: 2, intermediate: 32}",
                "pretraining.steps=12",
                "pretraining.batch={full: 3, first: 1, updates: 4}",
                "examination={every: 5, passages: 2, last: 3, answer-tokens: 3}"));
        all.addAll(List.of(overrides));
        return PretrainingLaunch.read(RECIPE, all);
    }

    private PretrainingResults run(String name, boolean resume, String... overrides) {
        return PretrainingLaunch.run(recipe(overrides), folder.resolve(name), resume, quiet());
    }

    private static PrintStream quiet() {
        return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    }

    @Test
    void itRunsToItsEndAndWritesAModel() throws IOException {
        PretrainingResults results = run("run", false);
        assertThat(results.training().steps()).isEqualTo(12);
        assertThat(results.training().looks())
                .extracting(PretrainingResults.Look::step)
                .containsExactly(5, 10);
        assertThat(results.gate().passed()).isFalse();
        assertThat(results.page()).contains("gate        FAILED", results.hash());
        Path base = folder.resolve("run/base");
        assertThat(ContentHash.ofFolder(base)).isEqualTo(results.hash());
        assertThat(base.resolve("lungta-base.json")).content().contains("\"difficulty\" : \"d1\"");
        assertThat(Files.readAllLines(folder.resolve("run/lungta-curve.csv"))).hasSize(13);
        assertThat(RecipeReader.read(folder.resolve("run/recipe.yaml"), PretrainingRecipe.class, List.of()))
                .isEqualTo(recipe());
        byte[] first = Files.readAllBytes(folder.resolve("run/results.json"));
        run("run", true); // everything is reused
        assertThat(folder.resolve("run/results.json")).hasBinaryContent(first);
    }

    @Test
    void aStoppedRunGoesOnAsIfItHadNotStopped() throws IOException {
        run("whole", false);
        // as if killed after the checkpoint of update 7: nothing but that checkpoint and the journal is there
        run("stopped", false);
        for (String gone : List.of("pretraining.json", "examination.json", "results.json", "lungta-curve.csv")) {
            Files.delete(folder.resolve("stopped").resolve(gone));
        }
        TrainingState.delete(folder.resolve("stopped/base"));
        run("stopped", true);
        for (String file : List.of("journal.jsonl", "base/model.safetensors", "results.json", "lungta-curve.csv")) {
            assertThat(folder.resolve("stopped").resolve(file))
                    .as(file)
                    .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
        }
        assertThat(folder.resolve("stopped/pretraining/checkpoint-000007")).exists();
    }

    @Test
    void anotherSeedLearnsOtherwise() {
        assertThat(run("one", false).hash())
                .isNotEqualTo(run("two", false, "seed=2").hash());
    }

    @Test
    void theMarkTellsItFromOtherRecipes() {
        assertThat(PretrainingLaunch.isPretraining(RECIPE)).isTrue();
        assertThat(PretrainingLaunch.isPretraining(Path.of("../recipes/smoke.yaml")))
                .isFalse();
        assertThat(PretrainingLaunch.plan(recipe())).contains("12 updates of 3 pieces", "d1, seed 1");
    }
}

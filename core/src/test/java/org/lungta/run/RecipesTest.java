package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.lab.TinyWorld;
import org.lungta.recipe.RecipeReader;

/** Every recipe is read and run to its end, on a made-up world at tiny scale. */
class RecipesTest {
    private static final Path RECIPES = Path.of("../recipes");

    @TempDir
    private static Path folder;

    private static List<Path> recipes() throws IOException {
        try (Stream<Path> files = Files.walk(RECIPES)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Those of a whole run; the adaptation of an encoder is run by {@link EncoderRunTest}. */
    private static List<Path> runs() throws IOException {
        return recipes().stream()
                .filter(f -> !EncoderLaunch.isAdaptation(f) && !ExperimentLaunch.isExperiment(f))
                .toList();
    }

    private static List<String> tiny() {
        TinyWorld.write(folder.resolve("world"), 7);
        return List.of(
                "data=" + folder.resolve("world"),
                "model=" + folder.resolve("world/model"),
                "encoder=" + folder.resolve("world/encoder"),
                "dtype=float32",
                "checkpoint-every=2",
                "task.min-code-points=1",
                "task.max-new-tokens=10",
                "adapter.rank=4",
                "adapter.alpha=8",
                "cold-start.pairs=24",
                "cold-start.epochs=1",
                "cold-start.batch-size=8",
                "cold-start.dev-pairs=4",
                "reward.tau={calibrated: {quantile: 0.25, prompts: 4, samples: 2}}",
                "grpo.steps=2",
                "grpo.pool=4",
                "grpo.prompts=2",
                "grpo.sampling.group=4",
                "grpo.dev={prompts: 2, samples: 2, every: 1}",
                "evaluation.test=4",
                "evaluation.contexts=2",
                "evaluation.answer-tokens=4",
                "evaluation.held-out=4",
                "evaluation.reward-samples=2");
    }

    @TestFactory
    Stream<DynamicTest> everyRecipeRunsToItsEnd() throws IOException {
        return runs().stream().map(file -> DynamicTest.dynamicTest(file.toString(), () -> runs(file)));
    }

    private static void runs(Path file) throws IOException {
        Recipe recipe = Launch.read(file, tiny());
        Path output = folder.resolve("run-" + file.getFileName());
        Results results = Launch.run(recipe, output, false, quiet());
        assertThat(results.grpo().steps()).isEqualTo(2);
        assertThat(results.grpo().adapterMoved()).isPositive();
        assertThat(results.base().comprehension()).isPresent();
        for (String name : List.of(
                "results.json",
                "results.md",
                "journal.jsonl",
                "rollouts.jsonl",
                "timing.jsonl",
                "environment.json",
                "cold-start/adapter/adapter_model.safetensors",
                "grpo/adapter/adapter_config.json")) {
            assertThat(output.resolve(name)).isNotEmptyFile();
        }
        assertThat(RecipeReader.read(output.resolve("recipe.yaml"), Recipe.class, List.of()))
                .isEqualTo(recipe);
        byte[] first = Files.readAllBytes(output.resolve("results.json"));
        Launch.run(recipe, output, true, quiet()); // every stage is reused
        assertThat(output.resolve("results.json")).hasBinaryContent(first);
        assertThat(Files.readAllLines(output.resolve("rollouts.jsonl"))).hasSize(16);
    }

    @Test
    void theRecipesOnDiskAreTheRecipesFound() throws IOException {
        assertThat(recipes()).hasSize(10).allMatch(f -> f.toString().endsWith(".yaml"));
        assertThat(runs()).hasSize(4);
        for (Path file : recipes()) {
            assertThat(Files.readString(file)).startsWith("# What ").contains("# Needs ", "# Launch ", "# Takes ");
        }
    }

    @TestFactory
    Stream<DynamicTest> everyExperimentIsReadAndDeclaresWhatItClaims() throws IOException {
        return recipes().stream()
                .filter(ExperimentLaunch::isExperiment)
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    ExperimentRecipe recipe = ExperimentLaunch.read(file, List.of("model=m", "encoder=e"));
                    Set<String> measures = MeasureList.of(recipe).stream()
                            .map(org.lungta.evidence.Measure::name)
                            .collect(Collectors.toSet());
                    assertThat(recipe.claims()).isNotEmpty().allSatisfy(claim -> {
                        assertThat(measures).contains(claim.measure());
                        assertThat(recipe.arms()).containsKeys(claim.arm(), claim.against());
                    });
                    assertThat(measures)
                            .contains(
                                    MeasureList.axes(recipe).target(),
                                    MeasureList.axes(recipe).retained());
                }));
    }

    @Test
    void everyLossAndReferenceRuns() {
        for (String loss : List.of(
                "{kind: grpo, reference: {base: {beta: 0.04}}}",
                "{kind: dr-grpo, scale: none, reference: {cold-start: {}}, epochs: 2}",
                "{kind: gspo, scale: batch, clip-low: 0.0003, clip-high: 0.0004}")) {
            List<String> overrides = new java.util.ArrayList<>(tiny());
            overrides.add("grpo.loss=" + loss);
            Recipe recipe = Launch.read(RECIPES.resolve("smoke.yaml"), overrides);
            Results results = Launch.run(recipe, folder.resolve("loss-" + loss.hashCode()), false, quiet());
            assertThat(results.grpo().adapterMoved()).as(loss).isPositive();
        }
    }

    private static PrintStream quiet() {
        return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    }
}

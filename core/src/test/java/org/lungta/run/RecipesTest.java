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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

    /**
     * Those of a whole run; {@link EncoderRunTest}, {@link PretrainingRunTest}, {@link ExperimentTest} and
     * {@link HeadlineExperimentsTest} run the others.
     */
    private static List<Path> runs() throws IOException {
        return recipes().stream()
                .filter(f -> !EncoderLaunch.isAdaptation(f)
                        && !PretrainingLaunch.isPretraining(f)
                        && !ExperimentLaunch.isExperiment(f)
                        && !PreferenceLaunch.isPreference(f))
                .toList();
    }

    /** A recipe's overrides; one that writes Tibetan needs an encoder that reads it. */
    private static List<String> tiny(Path file) throws IOException {
        List<String> overrides = new java.util.ArrayList<>(tiny());
        String text = Files.readString(file);
        if (text.contains("  to: bo\n") || text.contains("anchor: source")) {
            Path encoder = folder.resolve("bilingual");
            TinyWorld.writeBilingualEncoder(encoder, 7);
            overrides.add("encoder=" + encoder);
        }
        if (text.contains("drift:")) {
            overrides.add("evaluation.drift={items: 3, tokens: 8}");
            overrides.add("audit={prompts: 4, samples: 2, failing: warn}");
        }
        if (text.contains("headline:")) {
            overrides.add("task.headline={tokens: 24, lead: 4}");
        }
        return overrides;
    }

    private static List<String> tiny() {
        TinyWorld.write(folder.resolve("world"), 7);
        return List.of(
                "data=" + folder.resolve("world"),
                "model=" + folder.resolve("world/model"),
                "encoder=" + folder.resolve("world/encoder"),
                "cards=" + folder.resolve("cards"),
                "force=true", // the stand-in for a real encoder is no better than it is; EncoderGateTest is about that
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

    /** Of 2 prompts x 4 completions in each of 2 steps: prompts are computed once, products are packed, no reference is asked in vain. */
    private static void assertFastPathsRan(Recipe recipe, Path output) throws IOException {
        List<JsonNode> steps = Files.readAllLines(output.resolve("journal.jsonl"), StandardCharsets.UTF_8).stream()
                .map(JsonMapper.builder().build()::readTree)
                .filter(line -> line.has("work/prefix_hits"))
                .toList();
        assertThat(steps).hasSize(2).allSatisfy(step -> {
            assertThat(step.get("work/prefix_hits").asInt()).isEqualTo(2 * 3);
            int prefilled = step.get("work/prefilled_tokens").asInt();
            int spared = step.get("work/prompt_tokens_spared").asInt();
            assertThat(spared).isGreaterThan(3 * prefilled); // what both prompts begin with is spared too
            assertThat((spared + prefilled) % 4).isZero();
            assertThat(step.get("work/packed_products").asInt()).isPositive();
            boolean pulled = !(recipe.grpo().loss().reference() instanceof Recipe.Anchor.None);
            assertThat(step.get("work/reference_passes").asInt() > 0).isEqualTo(pulled);
            assertThat(step.get("work/reference_passes_spared").asInt() > 0)
                    .isEqualTo(!pulled && step.get("frac_reward_zero_std").asDouble() < 1);
            assertThat(step.get("work/groups_left_out").asInt() / 2.0)
                    .isEqualTo(pulled ? 0 : step.get("frac_reward_zero_std").asDouble());
        });
    }

    /** Whether rewards differed within a group, or a reference pulled: else there is nothing to learn, and the adapter stays. */
    private static boolean taught(Recipe recipe, Path output) throws IOException {
        boolean spread = Files.readAllLines(output.resolve("journal.jsonl"), StandardCharsets.UTF_8).stream()
                .map(JsonMapper.builder().build()::readTree)
                .anyMatch(line -> line.path("frac_reward_zero_std").asDouble(1) < 1);
        return spread || !(recipe.grpo().loss().reference() instanceof Recipe.Anchor.None);
    }

    private static void runs(Path file) throws IOException {
        Recipe recipe = Launch.read(file, tiny(file));
        Path output = folder.resolve("run-" + file.getFileName());
        Results results = Launch.run(recipe, output, false, quiet());
        assertThat(results.grpo().steps()).isEqualTo(2);
        assertThat(results.grpo().adapterMoved() > 0).isEqualTo(taught(recipe, output));
        assertThat(results.base().comprehension()).isPresent();
        assertFastPathsRan(recipe, output);
        for (String name : List.of(
                "results.json",
                "results.md",
                "journal.jsonl",
                "rollouts.jsonl",
                "timing.jsonl",
                "environment.json",
                "checkpoints.json",
                "cold-start/adapter/README.md",
                "grpo/adapter/README.md",
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
        assertThat(recipes()).hasSize(18).allMatch(f -> f.toString().endsWith(".yaml"));
        assertThat(runs()).hasSize(7);
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
                    assertThat(recipe.published())
                            .allSatisfy(q -> assertThat(measures).contains(q.measure()));
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

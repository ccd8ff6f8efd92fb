package org.lungta.run;

import static org.lungta.check.Check.refuse;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lungta.checkpoint.AtomicFiles;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.lab.TinyWorld;
import org.lungta.memory.Fit;
import org.lungta.memory.Machine;
import org.lungta.recipe.RecipeReader;
import org.lungta.tensor.Engine;
import org.lungta.text.Tokenizer;

/** From the command line to a finished run folder. */
public final class Launch {
    private Launch() {}

    /** Reads and checks a recipe; nothing heavy is loaded. */
    public static Recipe read(Path recipe, List<String> overrides) {
        return RecipeReader.read(recipe, Recipe.class, overrides);
    }

    /**
     * Runs a recipe.
     *
     * @param output a new folder, or with {@code resume} the one to go on with
     */
    public static Results run(Recipe recipe, Path output, boolean resume, PrintStream out) {
        generateWorld(recipe);
        RunFolder folder = begin(recipe, output, resume);
        Results results = new Run(recipe, folder, new Console(out)).execute();
        AtomicFiles.write(folder.path("results.md"), ResultsPage.of(results));
        KeptCheckpoints kept = RunEvidence.kept(output);
        kept.write(output);
        kept.describe(output, RunEvidence.read(output));
        return results;
    }

    private static void generateWorld(Recipe recipe) {
        recipe.world().ifPresent(world -> TinyWorld.write(recipe.data(), world.seed()));
    }

    /** Checks what can be checked without computing: the recipe, the data, the model's configuration. */
    public static String plan(Recipe recipe) {
        generateWorld(recipe);
        Datasets data = Datasets.read(recipe);
        ModelFolder model = ModelFolder.open(recipe.model());
        long parameters = parameters(model.folder());
        return """
                model        %s (%s), %.0f MiB of weights on disk
                cold start   %d pairs, %d epochs of batch %d
                grpo         %d steps of %d prompts x %d completions, pool of %d
                evaluation   %d test pairs, %d contexts of comprehension, %d held-out prompts
                data         %s
                """.formatted(
                        recipe.model(),
                        model.config(),
                        parameters / 1048576.0,
                        data.coldStart().size(),
                        recipe.coldStart().epochs(),
                        recipe.coldStart().batchSize(),
                        recipe.grpo().steps(),
                        recipe.grpo().prompts(),
                        recipe.grpo().sampling().group(),
                        data.pool().size(),
                        data.test().size(),
                        data.readings().map(List::size).orElse(0),
                        data.heldOut().size(),
                        data.report());
    }

    /** What the recipe will hold on this machine, stage by stage; refuses what cannot fit. Nothing heavy is loaded. */
    public static void estimate(Recipe recipe, PrintStream out) {
        generateWorld(recipe);
        estimate(recipe, Optional.of(recipe.encoder()), data -> Optional.empty(), out);
    }

    /**
     * The same.
     *
     * @param encoder empty where the run will teach it first
     * @param compared how the checkpoints of an experiment are measured
     */
    static void estimate(
            Recipe recipe, Optional<Path> encoder, Function<Datasets, Optional<Compared>> compared, PrintStream out) {
        Engine.start(Workbench.device(recipe.device()));
        ModelFolder model = ModelFolder.open(recipe.model());
        try (Tokenizer tokenizer = model.tokenizer()) {
            Datasets data = Datasets.read(recipe).with(new Shown(recipe.task(), tokenizer)::of);
            Lengths lengths = new Lengths(recipe, data, tokenizer, model.chatFormat(tokenizer), compared.apply(data));
            MemoryPlan plan = new MemoryPlan(recipe, model, encoder, lengths, Workbench.dtype(recipe.dtype()));
            Machine machine = Machine.here();
            MemoryPlan.Choice choice = plan.choose(machine);
            out.print(plan.text(choice, machine));
            Fit.require(plan.plan(choice), machine);
        }
    }

    private static long parameters(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".safetensors"))
                    .mapToLong(f -> f.toFile().length())
                    .sum();
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", folder, unreadable);
        }
    }

    /** Takes a folder and writes down what is asked for, with every default, and where it runs. */
    static RunFolder begin(Record recipe, Path output, boolean resume) {
        RunFolder folder = RunFolder.take(output, resume);
        AtomicFiles.write(folder.path("recipe.yaml"), RecipeReader.write(recipe));
        folder.writeJson("environment.json", environment());
        return folder;
    }

    static Map<String, Object> environment() {
        Map<String, Object> environment = new LinkedHashMap<>();
        environment.put("java", System.getProperty("java.version"));
        environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        environment.put("processors", Runtime.getRuntime().availableProcessors());
        environment.put("cpu", Engine.cpu());
        return environment;
    }
}

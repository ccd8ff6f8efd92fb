package org.lungta.run;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lungta.checkpoint.AtomicFiles;
import org.lungta.evidence.Experiment;
import org.lungta.lab.MicroWorld;
import org.lungta.recipe.RecipeReader;
import org.lungta.report.Report;

/** From the command line to an experiment. */
public final class ExperimentLaunch {
    private ExperimentLaunch() {}

    /** Whether a file is a recipe of this kind. */
    public static boolean isExperiment(Path recipe) {
        return RecipeReader.hasKey(recipe, ExperimentRecipe.MARK);
    }

    /** Reads and checks a recipe; nothing heavy is loaded. */
    public static ExperimentRecipe read(Path recipe, List<String> overrides) {
        return RecipeReader.read(recipe, ExperimentRecipe.class, overrides);
    }

    /**
     * Runs a recipe.
     *
     * @param output a new folder, or with {@code resume} the one to go on with
     */
    public static Experiment run(ExperimentRecipe recipe, Path output, boolean resume, PrintStream out) {
        recipe.lab().ifPresent(lab -> MicroWorld.write(recipe.data(), lab));
        RunFolder folder = Launch.begin(recipe, output, resume);
        Console console = new Console(out);
        ExperimentRecipe ready = new LabEncoderStage(recipe, folder, console).taught();
        Experiment experiment = new ExperimentRun(recipe, ready, folder, console).execute();
        AtomicFiles.write(folder.path("table.txt"), ExperimentTable.of(experiment));
        Report.of(List.of(experiment)).write(folder.path("report"));
        return experiment;
    }

    /** A table for the terminal. */
    public static String table(Experiment experiment) {
        String reading = ExperimentTable.valid(experiment)
                ? ""
                : "A gate failed: these figures answer nothing. Change the world or the training, not the gate.\n";
        return ExperimentTable.of(experiment) + reading;
    }

    /** What the recipe will hold on this machine, stage by stage; refuses what cannot fit. Nothing heavy is loaded. */
    public static void estimate(ExperimentRecipe recipe, PrintStream out) {
        recipe.lab().ifPresent(lab -> MicroWorld.write(recipe.data(), lab));
        Optional<Path> encoder = recipe.labEncoder().isPresent() ? Optional.empty() : Optional.of(recipe.encoder());
        Launch.estimate(recipe.shared(), encoder, data -> Optional.of(Compared.of(recipe, data)), out);
    }

    /** Checks the recipe and the data. */
    public static String plan(ExperimentRecipe recipe) {
        recipe.lab().ifPresent(lab -> MicroWorld.write(recipe.data(), lab));
        Datasets data = Datasets.read(recipe.shared());
        ExperimentData.read(recipe, data);
        return """
            arms         %s
            seeds        %s
            model        %s%s
            cold start   %d pairs; pool %d
            tests        %s, %d pairs each
            data         %s
            """.formatted(
                        String.join(", ", recipe.arms().keySet()),
                        recipe.seeds(),
                        recipe.model(),
                        Files.exists(recipe.model()) ? "" : " (does not exist)",
                        data.coldStart().size(),
                        data.pool().size(),
                        String.join(", ", recipe.evaluation().splits()),
                        data.test().size(),
                        data.report());
    }
}

package org.lungta.app;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.lungta.check.Refusal;
import org.lungta.check.Stop;
import org.lungta.evidence.Experiment;
import org.lungta.judge.Ranking;
import org.lungta.probe.CardTable;
import org.lungta.run.EncoderLaunch;
import org.lungta.run.EncoderRecipe;
import org.lungta.run.EncoderResults;
import org.lungta.run.ExperimentLaunch;
import org.lungta.run.ExperimentRecipe;
import org.lungta.run.Launch;
import org.lungta.run.PreferenceLaunch;
import org.lungta.run.PreferenceRecipe;
import org.lungta.run.PretrainingLaunch;
import org.lungta.run.PretrainingRecipe;
import org.lungta.run.PretrainingResults;
import org.lungta.run.Recipe;
import org.lungta.run.Results;
import org.lungta.run.SelfCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** lungta run. */
@Command(
        name = "run",
        description =
                "Runs a recipe: base model, cold start, GRPO, evaluation; an experiment of several arms; an encoder's adaptation; what a"
                        + " judge prefers of a run's outputs; or a"
                        + " base model for the lab.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RECIPE", description = "A YAML file, such as recipes/smoke.yaml.")
    private Path recipe;

    @Option(names = "--set", paramLabel = "a.b=c", description = "Overrides a key of the recipe; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--output", paramLabel = "DIR", description = "The run folder; default runs/<recipe's name>.")
    private Path output;

    @Option(names = "--resume", description = "Goes on with the run in the folder.")
    private boolean resume;

    @Option(
            names = "--dry-run",
            description = "Checks the recipe, the data and the model's configuration, and says the plan.")
    private boolean dryRun;

    @Option(
            names = "--json",
            description = "Prints the results as JSON on standard output, progress on standard error.")
    private boolean json;

    @Override
    public Integer call() {
        PrintStream out = new PrintStream(
                json
                        ? new java.io.FileOutputStream(java.io.FileDescriptor.err)
                        : new java.io.FileOutputStream(java.io.FileDescriptor.out),
                true,
                StandardCharsets.UTF_8);
        if (isAdaptation()) {
            EncoderRecipe read = recipe(() -> EncoderLaunch.read(recipe, overrides));
            return dryRun ? say(EncoderLaunch.plan(read), out) : adapt(read, folder(), out);
        }
        if (recipe(() -> PretrainingLaunch.isPretraining(recipe))) {
            PretrainingRecipe read = recipe(() -> PretrainingLaunch.read(recipe, overrides));
            return dryRun ? say(PretrainingLaunch.plan(read), out) : pretrain(read, folder(), out);
        }
        if (recipe(() -> ExperimentLaunch.isExperiment(recipe))) {
            ExperimentRecipe read = recipe(() -> ExperimentLaunch.read(recipe, overrides));
            return dryRun ? say(ExperimentLaunch.plan(read), out) : experiment(read, folder(), out);
        }
        if (recipe(() -> PreferenceLaunch.isPreference(recipe))) {
            PreferenceRecipe read = recipe(() -> PreferenceLaunch.read(recipe, overrides));
            return dryRun ? say(PreferenceLaunch.plan(read), out) : prefer(read, folder(), out);
        }
        Recipe read = recipe(() -> Launch.read(recipe, overrides));
        return dryRun ? say(Launch.plan(read), out) : run(read, folder(), out);
    }

    private boolean isAdaptation() {
        return recipe(() -> EncoderLaunch.isAdaptation(recipe));
    }

    private static <T> T recipe(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Refusal wrong) {
            throw new Misuse(wrong);
        }
    }

    private static int say(String plan, PrintStream out) {
        out.print(plan);
        return 0;
    }

    /** Does the work until a signal asks to stop; then says how to go on. */
    private int stoppable(Path folder, Supplier<Integer> work) {
        Signals signals = Signals.stopGracefully();
        try {
            return work.get();
        } catch (Stop.Requested stopped) {
            return stopped(folder);
        } finally {
            signals.done();
        }
    }

    private int adapt(EncoderRecipe read, Path folder, PrintStream out) {
        return stoppable(folder, () -> {
            EncoderResults results = EncoderLaunch.run(read, folder, resume, out);
            if (json) {
                Main.print(JsonMapper.builder().build().writeValueAsString(results));
            } else {
                out.print(CardTable.of(results.card()));
                out.println("encoder: " + folder.resolve("encoder"));
            }
            return 0;
        });
    }

    private int pretrain(PretrainingRecipe read, Path folder, PrintStream out) {
        return stoppable(folder, () -> {
            PretrainingResults results = PretrainingLaunch.run(read, folder, resume, out);
            if (json) {
                Main.print(JsonMapper.builder().build().writeValueAsString(results));
            } else {
                out.print(results.page());
                out.println("model: " + folder.resolve("base"));
            }
            return results.gate().passed() ? 0 : ExitCode.SOFTWARE;
        });
    }

    private int experiment(ExperimentRecipe read, Path folder, PrintStream out) {
        return stoppable(folder, () -> {
            Experiment experiment = ExperimentLaunch.run(read, folder, resume, out);
            if (json) {
                Main.print(JsonMapper.builder().build().writeValueAsString(experiment));
            } else {
                out.print(ExperimentLaunch.table(experiment));
                out.println("results: " + folder.resolve("results.json"));
            }
            return 0;
        });
    }

    private int prefer(PreferenceRecipe read, Path folder, PrintStream out) {
        return stoppable(folder, () -> {
            Ranking ranking = PreferenceLaunch.run(read, folder, resume, out);
            if (json) {
                Main.print(JsonMapper.builder().build().writeValueAsString(ranking));
            } else {
                ranking.lines().forEach(out::println);
                out.println("results: " + folder.resolve("results.md"));
            }
            return 0;
        });
    }

    private int run(Recipe read, Path folder, PrintStream out) {
        return stoppable(folder, () -> {
            Results results = Launch.run(read, folder, resume, out);
            if (json) {
                Main.print(JsonMapper.builder().build().writeValueAsString(results));
            } else {
                out.println("results: " + folder.resolve("results.md"));
            }
            return read.world().isPresent() ? verdict(results, out) : 0;
        });
    }

    private int stopped(Path folder) {
        System.err.printf(
                "stopped; everything is saved. To go on:%n  ./lungta run %s%s --output %s --resume%n",
                recipe, overrides.stream().map(o -> " --set " + o).reduce("", String::concat), folder);
        return ExitCode.SOFTWARE;
    }

    private static int verdict(Results results, PrintStream out) {
        boolean passed = true;
        for (SelfCheck check : SelfCheck.of(results)) {
            out.printf("%s  %s: %s%n", check.passed() ? "ok    " : "FAILED", check.name(), check.detail());
            passed &= check.passed();
        }
        return passed ? 0 : ExitCode.SOFTWARE;
    }

    private Path folder() {
        String name = recipe.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        return output == null ? Path.of("runs", name) : output;
    }
}

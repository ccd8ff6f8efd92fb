package org.lungta.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.lungta.check.Refusal;
import org.lungta.run.ExperimentLaunch;
import org.lungta.run.Launch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** lungta estimate. */
@Command(
        name = "estimate",
        description = "Says what memory a recipe will need, stage by stage, and whether this machine has it.",
        mixinStandardHelpOptions = true)
final class EstimateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RECIPE", description = "A YAML file, such as recipes/smoke.yaml.")
    private Path recipe;

    @Option(names = "--set", paramLabel = "a.b=c", description = "Overrides a key of the recipe; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Override
    public Integer call() {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        if (read(() -> ExperimentLaunch.isExperiment(recipe))) {
            ExperimentLaunch.estimate(read(() -> ExperimentLaunch.read(recipe, overrides)), out);
        } else {
            Launch.estimate(read(() -> Launch.read(recipe, overrides)), out);
        }
        return 0;
    }

    private static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Refusal wrong) {
            throw new Misuse(wrong);
        }
    }
}

package org.lungta.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lungta.lab.MicroWorld;
import org.lungta.lab.WorldSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** lungta lab write. */
@Command(
        name = "write",
        description =
                "Writes the world's pairs, passages, questions and headlines; the same options give the same bytes.",
        mixinStandardHelpOptions = true)
final class LabWriteCommand implements Callable<Integer> {
    private static final WorldSettings.Sizes STANDARD = WorldSettings.Sizes.standard();

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "A new folder, or this very world's.")
    private Path output;

    @Option(names = "--language", defaultValue = "bo", description = "To be learnt; default ${DEFAULT-VALUE}.")
    private String language;

    @Option(names = "--dominant", defaultValue = "zh", description = "Known already; default ${DEFAULT-VALUE}.")
    private String dominant;

    @Option(names = "--difficulty", defaultValue = "d1", description = "d0 to d4; default ${DEFAULT-VALUE}.")
    private String difficulty;

    @Option(names = "--seed", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--train", defaultValue = "4400", description = "Pairs to learn from; default ${DEFAULT-VALUE}.")
    private int train;

    @Option(names = "--test", defaultValue = "300", description = "Pairs of each test; default ${DEFAULT-VALUE}.")
    private int test;

    @Option(names = "--passages", defaultValue = "4000", description = "To learn from; default ${DEFAULT-VALUE}.")
    private int passages;

    @Override
    public Integer call() {
        WorldSettings.Sizes sizes = new WorldSettings.Sizes(
                STANDARD.encoder(),
                train,
                STANDARD.dev(),
                test,
                passages,
                STANDARD.readings(),
                STANDARD.minimalPairs());
        MicroWorld.write(
                output, new WorldSettings(dominant, language, difficulty, seed, sizes, WorldSettings.Regime.plain()));
        Main.print("%s: %s and %s, %s, seed %d".formatted(output, dominant, language, difficulty, seed));
        return 0;
    }
}

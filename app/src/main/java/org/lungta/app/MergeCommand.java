package org.lungta.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lungta.checkpoint.MergedFolder;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** lungta merge. */
@Command(
        name = "merge",
        description = "Adds adapters to a model for good: a model folder that needs no adapter.",
        mixinStandardHelpOptions = true)
final class MergeCommand implements Callable<Integer> {
    /** How the weights are stored. */
    enum Storage {
        stored(Optional.empty()),
        float32(Optional.of(DType.FLOAT32)),
        bfloat16(Optional.of(DType.BFLOAT16));

        private final Optional<DType> type;

        Storage(Optional<DType> type) {
            this.type = type;
        }
    }

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "A Hugging Face model folder.")
    private Path model;

    @Mixin
    private AdapterOptions adapters;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "A new or empty folder.")
    private Path output;

    @Option(
            names = "--dtype",
            defaultValue = "stored",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}: each weight as the model has it.")
    private Storage dtype;

    @Override
    public Integer call() {
        ModelFolder folder = ModelFolder.open(model);
        Engine.start();
        MergedFolder.write(folder, adapters.adapters(), dtype.type, output);
        System.err.printf("%s holds the merged model%n", output);
        return 0;
    }
}

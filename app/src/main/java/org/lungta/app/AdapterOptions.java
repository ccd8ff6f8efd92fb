package org.lungta.app;

import static org.lungta.app.Misuse.misuse;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.lungta.checkpoint.ScaledAdapter;
import picocli.CommandLine.Option;

/** The adapters of a command, and how much of each. */
final class AdapterOptions {
    @Option(
            names = "--adapter",
            paramLabel = "DIR",
            description = "A PEFT adapter folder; given twice, both are added to the model.")
    private List<Path> folders = List.of();

    @Option(
            names = "--scale",
            paramLabel = "0..1",
            description =
                    "How much of the adapter: 0 is the base model, 1 (the default) the adapter as trained. Given once it"
                            + " holds for all adapters, else once for each.")
    private List<Double> scales = List.of();

    List<ScaledAdapter> adapters() {
        if (scales.size() > 1 && scales.size() != folders.size() || folders.isEmpty() && !scales.isEmpty()) {
            throw misuse("--scale is given %d times for %d adapters", scales.size(), folders.size());
        }
        return IntStream.range(0, folders.size())
                .mapToObj(i -> new ScaledAdapter(folders.get(i), scale(i)))
                .toList();
    }

    private double scale(int adapter) {
        double scale = scales.isEmpty() ? 1 : scales.get(scales.size() == 1 ? 0 : adapter);
        if (!(0 <= scale && scale <= 1)) {
            throw misuse("--scale is %s, outside 0 to 1", scale);
        }
        return scale;
    }
}

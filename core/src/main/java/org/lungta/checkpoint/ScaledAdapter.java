package org.lungta.checkpoint;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lungta.model.Adapter;
import org.lungta.model.DecoderWeights;

/**
 * An adapter folder and how much of it to use: W + scale (alpha / r) B A.
 *
 * @param scale in [0, 1]; 0 is the base model, 1 the adapter as it was trained
 */
public record ScaledAdapter(Path folder, double scale) {
    public ScaledAdapter {
        require(0 <= scale && scale <= 1, "the scale of %s is %s, outside [0, 1]", folder, scale);
    }

    /** Reads the adapter and scales it; the caller closes it. */
    public Adapter read(DecoderWeights weights) {
        try (Adapter whole = AdapterFolder.read(folder, weights)) {
            return whole.scaled(scale);
        }
    }

    /** Reads several; the caller closes them. */
    public static List<Adapter> readAll(List<ScaledAdapter> adapters, DecoderWeights weights) {
        List<Adapter> read = new ArrayList<>();
        try {
            adapters.forEach(adapter -> read.add(adapter.read(weights)));
            return List.copyOf(read);
        } catch (RuntimeException refused) {
            read.forEach(Adapter::close);
            throw refused;
        }
    }
}

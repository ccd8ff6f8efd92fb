package org.lungta.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lungta.checkpoint.ScaledAdapter;
import org.lungta.evidence.Row;

/**
 * A model of an experiment that is measured.
 *
 * @param row arm, seed and update
 * @param label for the reader
 * @param adapters none for the base model
 * @param shots what stands before whatever it is asked
 */
record Checkpoint(Row.Key row, String label, List<ScaledAdapter> adapters, Shots shots) {
    Checkpoint(Row.Key row, String label, List<ScaledAdapter> adapters) {
        this(row, label, adapters, Shots.none());
    }

    /** The folder that is this checkpoint, where there is one. */
    Optional<Path> adapter() {
        return adapters.size() == 1 && adapters.get(0).scale() == 1
                ? Optional.of(adapters.get(0).folder())
                : Optional.empty();
    }
}

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
 * @param rates of its learning, the one that was taken among them; empty where none was asked for by the arm
 */
record Checkpoint(Row.Key row, String label, List<ScaledAdapter> adapters, Shots shots, Optional<Rates> rates) {
    Checkpoint(Row.Key row, String label, List<ScaledAdapter> adapters) {
        this(row, label, adapters, Shots.none(), Optional.empty());
    }

    /** The same, behind worked examples. */
    Checkpoint behind(Shots examples) {
        return new Checkpoint(row, label, adapters, examples, rates);
    }

    /** The same, whose rate was chosen. */
    Checkpoint at(Rates chosen) {
        return new Checkpoint(row, label, adapters, shots, Optional.of(chosen));
    }

    /** The folder that is this checkpoint, where there is one. */
    Optional<Path> adapter() {
        return adapters.size() == 1 && adapters.get(0).scale() == 1
                ? Optional.of(adapters.get(0).folder())
                : Optional.empty();
    }
}

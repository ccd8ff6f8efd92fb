package org.lungta.run;

import java.util.List;
import org.lungta.checkpoint.ScaledAdapter;
import org.lungta.evidence.Row;

/**
 * A model of an experiment that is measured.
 *
 * @param row arm, seed and update
 * @param label for the reader
 * @param adapters none for the base model
 */
record Checkpoint(Row.Key row, String label, List<ScaledAdapter> adapters) {}

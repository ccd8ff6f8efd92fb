package org.lungta.evidence;

import static org.lungta.check.Check.require;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A prompt and what some checkpoints made of it.
 *
 * @param prompt the source, or all that the model saw
 * @param reference one right answer
 */
public record Sample(String id, String prompt, String reference, List<Output> outputs) {
    /**
     * A checkpoint's output.
     *
     * @param scores by name
     * @param reading what the text says, where the truth is known
     */
    public record Output(Row.Key row, String text, SortedMap<String, Double> scores, Optional<Reading> reading) {
        public Output {
            scores = Collections.unmodifiableSortedMap(new TreeMap<>(scores));
        }
    }

    /**
     * What the lab's parser reads.
     *
     * @param parse the facts; empty where the text cannot be read
     * @param error what is wrong, such as {@code number}, {@code allomorph} or {@code unreadable}; empty where nothing is
     */
    public record Reading(String parse, String error) {}

    public Sample {
        outputs = List.copyOf(outputs);
        require(!outputs.isEmpty(), "the sample \"%s\" has no outputs", id);
    }
}

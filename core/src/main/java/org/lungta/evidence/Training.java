package org.lungta.evidence;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An update of an arm's training: loss, reward and its parts, lengths, whatever the journal has.
 *
 * @param values by name; the report draws each name as one curve of every arm that has it
 */
public record Training(String arm, String seed, int step, SortedMap<String, Double> values) {
    public Training {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
}

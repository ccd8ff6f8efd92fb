package org.lungta.evidence;

import static org.lungta.check.Check.require;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A checkpoint and what was measured of it.
 *
 * @param label for the reader, such as {@code lambda 0.5} or {@code 40 steps}
 * @param seconds that training up to here took, where it is known; kept apart from the results, so that equal runs have equal bytes
 * @param values by measure
 */
public record Row(Key key, String label, OptionalDouble seconds, SortedMap<String, Value> values) {
    /** The seed of a row that all seeds share: the base model, or a cold start that was done once. */
    public static final String EVERY_SEED = "every";

    /** Which checkpoint: there is one row of each. Steps order an arm's curve. */
    public record Key(String arm, String seed, int step) {
        public Key {
            require(step >= 0, "step %d of \"%s\" is negative", step, arm);
            require(!seed.isBlank(), "a row of \"%s\" has no seed: \"%s\" where all share it", arm, EVERY_SEED);
        }

        @Override
        public String toString() {
            return "%s, seed %s, step %d".formatted(arm, seed, step);
        }
    }

    public Row {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** A row without values yet. */
    public static Row of(String arm, String seed, int step, String label) {
        return new Row(new Key(arm, seed, step), label, OptionalDouble.empty(), new TreeMap<>());
    }

    public Row with(String measure, Value value) {
        Map<String, Value> more = new TreeMap<>(values);
        require(more.put(measure, value) == null, "%s has \"%s\" twice", key, measure);
        return new Row(key, label, seconds, new TreeMap<>(more));
    }

    public Row took(double time) {
        return new Row(key, label, OptionalDouble.of(time), values);
    }

    public Optional<Value> value(String measure) {
        return Optional.ofNullable(values.get(measure));
    }
}

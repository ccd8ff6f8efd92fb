package org.lungta.run;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.lungta.evidence.Item;
import org.lungta.evidence.Value;

/** Measures of one checkpoint by name. Mutable: collects. */
final class Values {
    private final SortedMap<String, Value> byName = new TreeMap<>();

    void put(String measure, Value value) {
        byName.put(measure, value);
    }

    /** The mean of a measure of items. */
    <T> void mean(
            String measure,
            List<T> items,
            Function<T, String> id,
            Function<T, String> cluster,
            ToDoubleFunction<T> value) {
        if (!items.isEmpty()) {
            put(
                    measure,
                    Value.of(items.stream()
                            .map(i -> new Item(id.apply(i), cluster.apply(i), value.applyAsDouble(i)))
                            .toList()));
        }
    }

    SortedMap<String, Value> all() {
        return byName;
    }
}

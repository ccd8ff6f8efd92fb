package org.lungta.evidence;

import static org.lungta.check.Check.require;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lungta.statistics.Bounds;

/**
 * A measure of a row.
 *
 * @param mean the value; the mean of the items where there are any
 * @param n on how many items
 * @param interval of 95 %, where the measure is not a mean of items and brings its own (BLEU of a corpus)
 * @param items the value on each; empty where the measure exists for all items together alone
 */
public record Value(double mean, int n, Optional<Bounds> interval, List<Item> items) {
    private static final double ROUNDING = 1e-9;

    public Value {
        require(Double.isFinite(mean), "a value is %s: leave out what cannot be measured", mean);
        require(n > 0, "a value on %d items: give at least one", n);
        items = List.copyOf(items);
        if (!items.isEmpty()) {
            double of = mean(items);
            require(n == items.size(), "a value says n = %d and has %d items", n, items.size());
            require(
                    Math.abs(mean - of) <= ROUNDING * Math.max(1, Math.abs(of)),
                    "a value says %s and its items' mean is %s: give a measure that is no mean without items",
                    mean,
                    of);
            Set<String> ids = new HashSet<>();
            items.forEach(item -> require(ids.add(item.id()), "item \"%s\" is measured twice", item.id()));
        }
    }

    /** The mean of items. */
    public static Value of(List<Item> items) {
        require(!items.isEmpty(), "a value of no items: give at least one");
        return new Value(mean(items), items.size(), Optional.empty(), items);
    }

    /** A value of all items together, with its own interval. */
    public static Value of(double value, int n, Bounds interval) {
        return new Value(value, n, Optional.of(interval), List.of());
    }

    /** A value of all items together. */
    public static Value of(double value, int n) {
        return new Value(value, n, Optional.empty(), List.of());
    }

    private static double mean(List<Item> items) {
        return items.stream().mapToDouble(Item::value).average().orElseThrow();
    }
}

package org.lungta.run;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.lungta.evidence.Item;
import org.lungta.evidence.Value;
import org.lungta.metric.CmrcScore;

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

    /** The marks of answers to questions; those on one passage hang together. */
    void graded(List<CmrcScore.Graded> answers) {
        graded("qa exact", answers, g -> g.percentExact() / 100);
        graded("qa f1", answers, g -> g.percentF1() / 100);
        graded("qa average", answers, g -> g.percentAverage() / 100);
    }

    private void graded(String name, List<CmrcScore.Graded> answers, ToDoubleFunction<CmrcScore.Graded> value) {
        mean(name, answers, g -> g.question().id(), g -> g.question().context(), value);
    }

    SortedMap<String, Value> all() {
        return byName;
    }
}

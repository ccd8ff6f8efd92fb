package org.lungta.run;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.lungta.eval.Departure;
import org.lungta.evidence.Item;
import org.lungta.evidence.Value;
import org.lungta.metric.CmrcScore;
import org.lungta.statistics.Percentile;

/** Measures of one checkpoint by name. Mutable: collects. */
final class Values {
    /** Behind the name of a measure: not its mean but its 90th percentile. */
    static final String TAIL = ", 90th percentile";

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

    /** Likelihood and drift from the base on given texts: means of texts, and the 90th percentile over texts. */
    void departed(String of, List<Departure.Item> items) {
        departed(of + " nll", items, Departure.Item::perToken);
        departed(of + " kl", items, Departure.Item::klPerToken);
        departed(of + " nll change", items, Departure.Item::changePerToken);
        tail(of + " kl", items, Departure.Item::klPerToken);
        tail(of + " nll change", items, Departure.Item::changePerToken);
    }

    private void departed(String measure, List<Departure.Item> items, ToDoubleFunction<Departure.Item> value) {
        mean(measure, items, Departure.Item::id, Departure.Item::cluster, value);
    }

    private void tail(String measure, List<Departure.Item> items, ToDoubleFunction<Departure.Item> value) {
        List<Double> all = items.stream().mapToDouble(value).boxed().toList();
        if (!all.isEmpty()) {
            put(measure + TAIL, Value.of(Percentile.of(all, 0.9), all.size()));
        }
    }

    SortedMap<String, Value> all() {
        return byName;
    }
}

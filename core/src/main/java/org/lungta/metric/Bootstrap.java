package org.lungta.metric;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.lungta.random.CounterRandom;
import org.lungta.statistics.Percentile;

/**
 * Percentile bootstrap intervals (Efron and Tibshirani, 1993; for corpus metrics Koehn, EMNLP 2004): clusters of items are drawn with
 * replacement, as many as there are, and the statistic is computed anew from the summed statistics of those drawn.
 *
 * <pre>
 * mean of clusters c drawn = sum_c sum of values / sum_c number of values
 * </pre>
 *
 * Draw k of resample b is a function of (seed, b, k) alone: the same call gives the same interval, and two systems scored on the same
 * clusters see the same resamples.
 *
 * @param seed of the draws
 * @param resamples how many; 10,000 unless said otherwise
 */
public record Bootstrap(long seed, int resamples) {
    private static final int USUAL_RESAMPLES = 10_000;
    private static final long USUAL_SEED = 12345;

    public Bootstrap {
        require(resamples >= 100, "%d resamples cannot show a 2.5th percentile: take at least 100", resamples);
    }

    public Bootstrap(long seed) {
        this(seed, USUAL_RESAMPLES);
    }

    /** 10,000 resamples with the seed 12345. */
    public static Bootstrap standard() {
        return new Bootstrap(USUAL_SEED);
    }

    /** The mean of independent values. */
    public Interval mean(List<Double> values) {
        return statistic(values.stream().map(Bootstrap::weighted).toList(), Bootstrap::ratio);
    }

    /** The mean of values that hang together within a cluster, as questions on one context do. */
    public <T> Interval mean(List<T> items, ToDoubleFunction<T> value, Function<T, ?> cluster) {
        return statistic(items, item -> weighted(value.applyAsDouble(item)), cluster, Bootstrap::ratio);
    }

    /** The mean of system minus baseline, paired by item, with the pairs resampled in clusters. */
    public <T> Interval difference(
            List<T> items, ToDoubleFunction<T> system, ToDoubleFunction<T> baseline, Function<T, ?> cluster) {
        return mean(items, item -> system.applyAsDouble(item) - baseline.applyAsDouble(item), cluster);
    }

    /** A corpus metric of system minus baseline, element i of both being about the same segment. */
    public Interval difference(List<Sums> system, List<Sums> baseline, ToDoubleFunction<Sums> statistic) {
        require(
                system.size() == baseline.size(),
                "%d segments cannot be paired with %d: score both systems on the same segments",
                system.size(),
                baseline.size());
        List<Sums> joined = new ArrayList<>();
        for (int i = 0; i < system.size(); i++) {
            joined.add(system.get(i).join(baseline.get(i)));
        }
        return statistic(joined, both -> {
            int half = both.size() / 2;
            return statistic.applyAsDouble(both.slice(0, half))
                    - statistic.applyAsDouble(both.slice(half, both.size()));
        });
    }

    /** A statistic of summed statistics, over independent segments. */
    public Interval statistic(List<Sums> segments, ToDoubleFunction<Sums> statistic) {
        return interval(segments, segments.size(), statistic);
    }

    /** A statistic of summed statistics, over items that hang together within a cluster. */
    public <T> Interval statistic(
            List<T> items, Function<T, Sums> sums, Function<T, ?> cluster, ToDoubleFunction<Sums> statistic) {
        Map<Object, List<Sums>> clusters = new LinkedHashMap<>();
        for (T item : items) {
            clusters.computeIfAbsent(cluster.apply(item), key -> new ArrayList<>())
                    .add(sums.apply(item));
        }
        return interval(clusters.values().stream().map(Sums::total).toList(), items.size(), statistic);
    }

    private Interval interval(List<Sums> clusters, int items, ToDoubleFunction<Sums> statistic) {
        double estimate = statistic.applyAsDouble(Sums.total(clusters));
        require(
                Double.isFinite(estimate),
                "the statistic is %s: leave out or mend the items that cannot be scored",
                estimate);
        double[] replicates = new double[resamples];
        for (int b = 0; b < resamples; b++) {
            replicates[b] = statistic.applyAsDouble(resample(clusters, b));
        }
        return new Interval(
                estimate, Percentile.of(replicates, 0.025), Percentile.of(replicates, 0.975), items, clusters.size());
    }

    private Sums resample(List<Sums> clusters, int b) {
        long key = CounterRandom.bits(seed, b);
        double[] sum = new double[clusters.get(0).size()];
        for (int k = 0; k < clusters.size(); k++) {
            clusters.get((int) (CounterRandom.uniform(key, k) * clusters.size()))
                    .addTo(sum);
        }
        return Sums.of(sum);
    }

    private static Sums weighted(double value) {
        return Sums.of(value, 1);
    }

    private static double ratio(Sums sums) {
        return sums.at(0) / sums.at(1);
    }
}

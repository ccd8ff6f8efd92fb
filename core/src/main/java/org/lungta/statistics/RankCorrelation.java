package org.lungta.statistics;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.ranking.NaturalRanking;

/** Spearman's rank correlation (1904): Pearson's correlation of the ranks, ties at their mean rank. */
public final class RankCorrelation {
    private RankCorrelation() {}

    /** Two numbers of one item. */
    public record Pair(double x, double y) {}

    /** Between -1 and 1; empty where either side is constant, or there are fewer than two pairs. */
    public static OptionalDouble of(List<Pair> pairs) {
        require(
                pairs.stream().noneMatch(p -> Double.isNaN(p.x()) || Double.isNaN(p.y())),
                "a number to rank is NaN: leave out the items that cannot be scored");
        if (pairs.size() < 2) {
            return OptionalDouble.empty();
        }
        double[] x = centred(pairs.stream().mapToDouble(Pair::x).toArray());
        double[] y = centred(pairs.stream().mapToDouble(Pair::y).toArray());
        double scale = Math.sqrt(dot(x, x) * dot(y, y));
        return scale == 0 ? OptionalDouble.empty() : OptionalDouble.of(dot(x, y) / scale);
    }

    private static double[] centred(double[] values) {
        double[] unsigned = DoubleStream.of(values).map(v -> v + 0.0).toArray(); // -0 and 0 are one
        double[] ranks = new NaturalRanking().apply(unsigned);
        double mean = DoubleStream.of(ranks).average().orElseThrow();
        return DoubleStream.of(ranks).map(r -> r - mean).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}

package org.lungta.statistics;

import static org.lungta.check.Check.require;

import java.util.Collection;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * Percentiles between order statistics, linear in q: position (n - 1) q, as numpy's default (Hyndman and Fan's type 7, The American
 * Statistician, 1996).
 */
public final class Percentile {
    private static final Quantile LINEAR = Quantile.withDefaults().with(Quantile.EstimationMethod.HF7);

    private Percentile() {}

    /** The value below which the share q of the values lies. */
    public static double of(Collection<Double> values, double q) {
        return of(values.stream().mapToDouble(Double::doubleValue).toArray(), q);
    }

    /** The value below which the share q of the values lies; the array stays as it is. */
    public static double of(double[] values, double q) {
        require(values.length > 0, "a percentile of nothing: give at least one value");
        require(0 <= q && q <= 1, "the percentile %s is outside [0, 1]", q);
        return LINEAR.evaluate(values, q);
    }
}

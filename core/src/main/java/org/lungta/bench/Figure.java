package org.lungta.bench;

import java.util.Optional;

/**
 * One measured figure.
 *
 * @param low the least of the repetitions
 * @param high the greatest of them
 * @param ratio to what this machine was measured to reach, where there is such a thing
 */
public record Figure(String name, double median, double low, double high, String unit, Optional<Ratio> ratio) {

    /** A ratio and, in words, what of what. */
    public record Ratio(double value, String of) {}

    static Figure of(String name, Spread spread, String unit) {
        return new Figure(name, spread.median(), spread.low(), spread.high(), unit, Optional.empty());
    }

    Figure against(double ratio, String of) {
        return new Figure(name, median, low, high, unit, Optional.of(new Ratio(ratio, of)));
    }
}

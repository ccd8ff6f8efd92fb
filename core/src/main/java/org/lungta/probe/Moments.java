package org.lungta.probe;

import java.util.List;

/** Mean and standard deviation (of a sample: n - 1) of some numbers. */
public record Moments(int count, double mean, double deviation) {
    static Moments of(List<Double> values) {
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        double squares =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return new Moments(values.size(), mean, values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1)));
    }

    /** The quantile, linear between order statistics. */
    static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        double place = share * (sorted.size() - 1);
        int low = (int) place;
        int high = Math.min(low + 1, sorted.size() - 1);
        return sorted.get(low) + (place - low) * (sorted.get(high) - sorted.get(low));
    }

    /** The third central moment over the second to 3/2, of the whole population; 0 where all are equal. */
    static double skewness(List<Double> values) {
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        double second = values.stream()
                .mapToDouble(v -> Math.pow(v - mean, 2))
                .average()
                .orElse(0);
        double third = values.stream()
                .mapToDouble(v -> Math.pow(v - mean, 3))
                .average()
                .orElse(0);
        return second == 0 ? 0 : third / Math.pow(second, 1.5);
    }
}

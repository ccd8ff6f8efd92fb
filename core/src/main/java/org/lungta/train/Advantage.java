package org.lungta.train;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * How rewards become advantages: r - mean over the group, over a scale. Statistics are in double; a spread (max - min) under 1e-6
 * is none and teaches nothing. An unscorable member has advantage 0 and no part in the statistics.
 */
public sealed interface Advantage {
    double LEAST_SPREAD = 1e-6;
    double EPSILON = 1e-4;

    /** Advantages of groups of rewards, in their order; an empty reward is unscorable. */
    List<List<Double>> of(List<List<OptionalDouble>> groups);

    /** A = (r - mean r) / (std r + 1e-4) with the group's own deviation, n - 1 (arXiv:2402.03300). */
    record ScaledByGroup() implements Advantage {
        @Override
        public List<List<Double>> of(List<List<OptionalDouble>> groups) {
            return groups.stream()
                    .map(g -> centred(g, 1 / (deviation(values(g)) + EPSILON)))
                    .toList();
        }
    }

    /** A = (r - mean r) / (std of the whole batch + 1e-4) (arXiv:2501.03262). */
    record ScaledByBatch() implements Advantage {
        @Override
        public List<List<Double>> of(List<List<OptionalDouble>> groups) {
            double scale = 1
                    / (deviation(groups.stream()
                                    .flatMapToDouble(g -> DoubleStream.of(values(g)))
                                    .toArray())
                            + EPSILON);
            return groups.stream().map(g -> centred(g, scale)).toList();
        }
    }

    /** A = r - mean r (Dr. GRPO, arXiv:2503.20783). */
    record Unscaled() implements Advantage {
        @Override
        public List<List<Double>> of(List<List<OptionalDouble>> groups) {
            return groups.stream().map(g -> centred(g, 1)).toList();
        }
    }

    private static double[] values(List<OptionalDouble> group) {
        return group.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
    }

    private static List<Double> centred(List<OptionalDouble> group, double scale) {
        double[] values = values(group);
        boolean flat = !hasSpread(values);
        double mean = DoubleStream.of(values).average().orElse(0);
        List<Double> advantages = new ArrayList<>();
        for (OptionalDouble reward : group) {
            advantages.add(flat || reward.isEmpty() ? 0 : (reward.getAsDouble() - mean) * scale);
        }
        return advantages;
    }

    /** Whether a group's rewards differ by more than rounding. */
    static boolean hasSpread(double... values) {
        return values.length > 1
                && DoubleStream.of(values).max().orElse(0)
                                - DoubleStream.of(values).min().orElse(0)
                        >= LEAST_SPREAD;
    }

    /** Sample deviation (n - 1); 0 for fewer than two values. */
    static double deviation(double... values) {
        if (values.length < 2) {
            return 0;
        }
        double mean = DoubleStream.of(values).average().orElse(0);
        return Math.sqrt(
                DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
    }
}

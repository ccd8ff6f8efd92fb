package org.lungta.train;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.lungta.reward.Score;

/**
 * How rewards become advantages: r - mean over the group, over a scale. Statistics are in double; a spread (max - min) under 1e-6
 * is none and teaches nothing. An unscorable member has advantage 0 and no part in the statistics.
 */
public sealed interface Advantage {
    double LEAST_SPREAD = 1e-6;
    double EPSILON = 1e-4;

    /** Advantages of groups of scores, in their order. */
    List<List<Double>> of(List<List<Score>> groups);

    /** A = (r - mean r) / (std r + 1e-4) with the group's own deviation, n - 1 (arXiv:2402.03300). */
    record ScaledByGroup() implements Advantage {
        @Override
        public List<List<Double>> of(List<List<Score>> groups) {
            return scaled(totals(groups), group -> 1 / (deviation(values(group)) + EPSILON));
        }
    }

    /** A = (r - mean r) / (std of the whole batch + 1e-4) (arXiv:2501.03262). */
    record ScaledByBatch() implements Advantage {
        @Override
        public List<List<Double>> of(List<List<Score>> groups) {
            List<List<OptionalDouble>> totals = totals(groups);
            double scale = 1 / (deviation(values(joined(totals))) + EPSILON);
            return scaled(totals, group -> scale);
        }
    }

    /** A = r - mean r (Dr. GRPO, arXiv:2503.20783). */
    record Unscaled() implements Advantage {
        @Override
        public List<List<Double>> of(List<List<Score>> groups) {
            return scaled(totals(groups), group -> 1);
        }
    }

    /**
     * Rejection sampling: A = n for the best of a group of n, the first of equals, and 0 for the others. With a ratio of 1 the gradient
     * is that of supervised learning on the best sample alone, times n; a group without any score teaches nothing.
     */
    record BestOfGroup() implements Advantage {
        @Override
        public List<List<Double>> of(List<List<Score>> groups) {
            return totals(groups).stream().map(BestOfGroup::best).toList();
        }

        private static List<Double> best(List<OptionalDouble> group) {
            int best = -1;
            for (int i = 0; i < group.size(); i++) {
                boolean better = group.get(i).isPresent()
                        && (best < 0
                                || group.get(i).getAsDouble() > group.get(best).getAsDouble());
                best = better ? i : best;
            }
            List<Double> advantages = new ArrayList<>();
            for (int i = 0; i < group.size(); i++) {
                advantages.add(i == best ? group.size() : 0.0);
            }
            return advantages;
        }
    }

    /**
     * GDPO (arXiv:2601.05242): every part of the reward is normalised in its group before the parts are added, so that none drowns
     * the others; the sums are normalised over the batch.
     *
     * <pre>
     *   z_k = (r_k - mean r_k) / (std r_k + 1e-4)      in the group, for every part k
     *   r   = sum over k of w_k z_k
     *   A   = (r - mean r) / (std r + 1e-4)            over the batch
     * </pre>
     *
     * @param weights w by the part's name in {@link Score.Value#parts}; a part that a score lacks adds nothing to it
     */
    record NormalisedApart(Map<String, Double> weights) implements Advantage {
        public NormalisedApart {
            require(!weights.isEmpty(), "no part of the reward has a weight: name at least one");
            weights = Map.copyOf(weights);
        }

        @Override
        public List<List<Double>> of(List<List<Score>> groups) {
            weights.keySet().forEach(part -> require(known(part, groups), "no score has a part named %s", part));
            List<List<OptionalDouble>> sums = groups.stream().map(this::sums).toList();
            List<OptionalDouble> all = joined(sums);
            List<Double> advantages = centred(all, 1 / (deviation(values(all)) + EPSILON));
            List<List<Double>> byGroup = new ArrayList<>();
            int at = 0;
            for (List<OptionalDouble> group : sums) {
                byGroup.add(advantages.subList(at, at + group.size()));
                at += group.size();
            }
            return byGroup;
        }

        private static boolean known(String part, List<List<Score>> groups) {
            List<Score.Value> values = groups.stream()
                    .flatMap(List::stream)
                    .filter(Score.Value.class::isInstance)
                    .map(Score.Value.class::cast)
                    .toList();
            return values.isEmpty() || values.stream().anyMatch(v -> v.parts().containsKey(part));
        }

        private List<OptionalDouble> sums(List<Score> group) {
            double[] sums = new double[group.size()];
            weights.forEach((part, weight) -> {
                List<OptionalDouble> values = reward(group, v -> v.parts().getOrDefault(part, Double.NaN));
                List<Double> z = centred(values, 1 / (deviation(values(values)) + EPSILON));
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += weight * z.get(i);
                }
            });
            List<OptionalDouble> scored = new ArrayList<>();
            for (int i = 0; i < sums.length; i++) {
                scored.add(group.get(i) instanceof Score.Value ? OptionalDouble.of(sums[i]) : OptionalDouble.empty());
            }
            return scored;
        }
    }

    private static List<List<OptionalDouble>> totals(List<List<Score>> groups) {
        return groups.stream().map(g -> reward(g, Score.Value::total)).toList();
    }

    private static List<OptionalDouble> reward(List<Score> group, ToDoubleFunction<Score.Value> reward) {
        return group.stream()
                .map(s -> s instanceof Score.Value value ? reward.applyAsDouble(value) : Double.NaN)
                .map(r -> r.isNaN() ? OptionalDouble.empty() : OptionalDouble.of(r))
                .toList();
    }

    private static List<OptionalDouble> joined(List<List<OptionalDouble>> groups) {
        return groups.stream().flatMap(List::stream).toList();
    }

    private static double[] values(List<OptionalDouble> group) {
        return group.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
    }

    private static List<List<Double>> scaled(
            List<List<OptionalDouble>> groups, Function<List<OptionalDouble>, Number> scale) {
        return groups.stream()
                .map(g -> centred(g, scale.apply(g).doubleValue()))
                .toList();
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

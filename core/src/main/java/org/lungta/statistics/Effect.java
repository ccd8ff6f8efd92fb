package org.lungta.statistics;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean paired difference and its standard error, where items hang together in clusters and every seed answers the same items.
 *
 * <pre>
 *   V_clusters = C / (C - 1) sum over clusters of (sum of d - mean)^2 / N^2     V_seeds likewise
 *   error^2    = V_clusters + V_seeds
 *   degrees    = error^4 / ( V_clusters^2 / (C - 1) + V_seeds^2 / (S - 1) )     (Satterthwaite, 1946)
 * </pre>
 *
 * Each variance also holds what is left over between item and seed, so their sum errs on the careful side. A bootstrap over three
 * seeds does not: it sees two thirds of the variance between seeds; so the verdicts rest on this, and a bootstrap draws the intervals.
 * Of one seed, the error is that of the items alone, and speaks of that one training.
 */
public record Effect(double difference, double error, double degrees, Sample sample) {
    /** How much was observed: items are counted once, whatever the number of seeds. */
    public record Sample(int items, int clusters, int seeds) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d (clusters: %d, seeds: %d)", items, clusters, seeds);
        }
    }

    private record Variance(double value, int groups) {
        double share() {
            return groups < 2 ? 0 : value * value / (groups - 1);
        }
    }

    public static Effect of(List<Observation> observations) {
        require(!observations.isEmpty(), "an effect of nothing: give at least two clusters of observations");
        double mean = observations.stream()
                .mapToDouble(Observation::difference)
                .average()
                .orElseThrow();
        require(Double.isFinite(mean), "a difference is not finite: leave out or mend the items that cannot be scored");
        Variance clusters = variance(observations, mean, Observation::cluster);
        require(clusters.groups() > 1, "one cluster has no variance: measure on more of them");
        Variance seeds = variance(observations, mean, Observation::seed);
        require(
                observations.size() % seeds.groups() == 0 && balanced(observations, seeds.groups()),
                "the seeds do not answer equally many items: give every seed the same ones");
        double square = clusters.value() + seeds.value();
        double degrees = square == 0 ? clusters.groups() - 1 : square * square / (clusters.share() + seeds.share());
        return new Effect(
                mean,
                Math.sqrt(square),
                degrees,
                new Sample(observations.size() / seeds.groups(), clusters.groups(), seeds.groups()));
    }

    private static boolean balanced(List<Observation> observations, int seeds) {
        Map<String, Integer> counts = new TreeMap<>();
        observations.forEach(o -> counts.merge(o.seed(), 1, Integer::sum));
        return counts.values().stream().allMatch(n -> n == observations.size() / seeds);
    }

    private static Variance variance(List<Observation> observations, double mean, Function<Observation, String> key) {
        Map<String, Double> sums = new TreeMap<>();
        observations.forEach(o -> sums.merge(key.apply(o), o.difference() - mean, Double::sum));
        int groups = sums.size();
        double squares = sums.values().stream().mapToDouble(r -> r * r).sum();
        double n = observations.size();
        return new Variance(groups < 2 ? 0 : groups * squares / ((groups - 1) * n * n), groups);
    }

    /** p of the null hypothesis that the true difference is at most the bound. */
    public double pAbove(double bound) {
        if (error == 0) {
            return difference > bound ? 0 : 1;
        }
        return t().survivalProbability((difference - bound) / error);
    }

    /** p of the null hypothesis that the true difference is at least the bound. */
    public double pBelow(double bound) {
        return new Effect(-difference, error, degrees, sample).pAbove(-bound);
    }

    /**
     * p of the two one-sided tests (Schuirmann, 1987) of the null hypothesis that the true difference is outside (-margin, margin).
     */
    public double pEquivalent(double margin) {
        return Math.max(pAbove(-margin), pBelow(margin));
    }

    /** The two-sided confidence interval at this level. */
    public Bounds interval(double level) {
        double half = error == 0 ? 0 : error * t().inverseSurvivalProbability((1 - level) / 2);
        return new Bounds(difference - half, difference + half);
    }

    /** How likely a one-sided test at alpha finds a true difference that is this far above its bound. */
    public double power(double distance, double alpha) {
        if (error == 0) {
            return distance > 0 ? 1 : 0;
        }
        return t().cumulativeProbability(distance / error - t().inverseSurvivalProbability(alpha));
    }

    /** The least distance above its bound that a one-sided test at alpha finds with this power. */
    public double detectable(double power, double alpha) {
        return error == 0
                ? 0
                : error * (t().inverseSurvivalProbability(alpha) + t().inverseCumulativeProbability(power));
    }

    private TDistribution t() {
        return TDistribution.of(degrees);
    }
}

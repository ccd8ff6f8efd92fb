package org.lungta.statistics;

import static org.lungta.check.Check.require;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.BinomialTest;

/**
 * Successes among trials.
 *
 * <pre>
 *   Wilson (1927):  ( p + z^2 / 2n  -+  z sqrt( p (1 - p) / n + z^2 / 4n^2 ) ) / (1 + z^2 / n)
 * </pre>
 */
public record Proportion(int successes, int trials) {
    public Proportion {
        require(
                0 <= successes && successes <= trials,
                "%d successes of %d trials: a share is between 0 and 1",
                successes,
                trials);
    }

    /** The share; NaN of no trials. */
    public double share() {
        return (double) successes / trials;
    }

    /** Wilson's interval at this level, .95 for example; everything where there are no trials. */
    public Bounds wilson(double level) {
        if (trials == 0) {
            return new Bounds(0, 1);
        }
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - level) / 2);
        double n = trials;
        double p = share();
        double middle = p + z * z / (2 * n);
        double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        double scale = 1 + z * z / n;
        return new Bounds(Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale));
    }

    /** The exact sign test: the two-sided p value of a fair coin; 1 of no trials. */
    public double signTest() {
        return trials == 0
                ? 1
                : BinomialTest.withDefaults().test(trials, successes, 0.5).getPValue();
    }
}

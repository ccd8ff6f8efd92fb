package org.lungta.statistics;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Paired approximate randomisation (Riezler and Maxwell, 2005), with the coin flips of sacrebleu 2.6: in each trial every segment is
 * swapped between the systems or not.
 *
 * <pre>
 *   p = (#{ |difference of a trial| is as extreme as |difference| } + 1) / (N + 1)
 * </pre>
 *
 * @param seed of the flips; sacrebleu's is 12345
 * @param trials N; sacrebleu's is 10000
 * @param extremes which trials count
 */
public record ApproximateRandomisation(long seed, int trials, Extremes extremes) {
    private static final double ROUNDING = 1e-9;

    /** Which trials count as extreme. */
    public enum Extremes {
        /** A difference as large as the one found counts (up to rounding): the test holds its level. */
        AS_LARGE {
            @Override
            boolean counts(double trial, double found) {
                return trial >= found - ROUNDING * Math.max(1, found);
            }
        },
        /**
         * Only a larger one counts, as in sacrebleu: with few segments that differ p is far too small (one of eight: 0.0001 instead of
         * 1). For the comparison with its figures alone.
         */
        LARGER_ALONE {
            @Override
            boolean counts(double trial, double found) {
                return trial > found;
            }
        };

        abstract boolean counts(double trial, double found);
    }

    public ApproximateRandomisation {
        require(trials > 0, "%d trials say nothing: take 10000", trials);
    }

    /** 10,000 trials with the seed 12345, a difference as large as the one found counting. */
    public static ApproximateRandomisation standard() {
        return new ApproximateRandomisation(12345, 10_000, Extremes.AS_LARGE);
    }

    /** The two-sided p value of the difference, element i of both being about the same segment. */
    public <T> double p(List<T> system, List<T> baseline, ToDoubleFunction<List<T>> score) {
        require(
                system.size() == baseline.size() && !system.isEmpty(),
                "%d segments cannot be paired with %d: score both systems on the same segments",
                system.size(),
                baseline.size());
        double found = Math.abs(score.applyAsDouble(system) - score.applyAsDouble(baseline));
        Pcg64 random = new Pcg64(seed);
        int extreme = 0;
        for (int trial = 0; trial < trials; trial++) {
            List<T> left = new ArrayList<>();
            List<T> right = new ArrayList<>();
            for (int i = 0; i < system.size(); i++) {
                boolean swapped = random.bit();
                left.add(swapped ? baseline.get(i) : system.get(i));
                right.add(swapped ? system.get(i) : baseline.get(i));
            }
            double difference = Math.abs(score.applyAsDouble(left) - score.applyAsDouble(right));
            extreme += extremes.counts(difference, found) ? 1 : 0;
        }
        return (extreme + 1.0) / (trials + 1);
    }
}

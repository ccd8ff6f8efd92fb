package org.lungta.statistics;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The paired bootstrap test (Koehn, EMNLP 2004) as sacrebleu 2.6 computes it, draw for draw: both systems are scored on the same
 * resamples of the segments.
 *
 * <pre>
 *   d_b = |score(system, b) - score(baseline, b)|
 *   p   = (#{ d_b - mean d &gt; |difference| } + 1) / (N + 1)
 * </pre>
 *
 * The mean and the half width of the system's 95 % interval are those of its N scores.
 *
 * @param seed of the draws; sacrebleu's is 12345
 * @param resamples N; sacrebleu's is 1000
 */
public record PairedBootstrap(long seed, int resamples) {
    private static final int TAIL = 40;

    public PairedBootstrap {
        require(resamples >= TAIL, "%d resamples have no 2.5th percentile: take at least %d", resamples, TAIL);
    }

    /** 1,000 resamples with the seed 12345. */
    public static PairedBootstrap standard() {
        return new PairedBootstrap(12345, 1000);
    }

    /**
     * What sacrebleu prints for a system.
     *
     * @param score on all segments
     * @param mean of the resamples' scores
     * @param halfWidth of the 95 % interval of the resamples' scores
     */
    public record Estimate(double score, double mean, double halfWidth) {}

    /** A system against a baseline: the system's estimate, and the two-sided p value of the difference. */
    public record Comparison(Estimate system, double baseline, double p) {}

    /** A system alone, its score computed from whatever segments were drawn. */
    public <T> Estimate estimate(List<T> segments, ToDoubleFunction<List<T>> score) {
        return estimate(segments, scores(segments, score), score);
    }

    /** A system against a baseline, element i of both being about the same segment. */
    public <T> Comparison compare(List<T> system, List<T> baseline, ToDoubleFunction<List<T>> score) {
        require(
                system.size() == baseline.size(),
                "%d segments cannot be paired with %d: score both systems on the same segments",
                system.size(),
                baseline.size());
        double[] ours = scores(system, score);
        double[] theirs = scores(baseline, score);
        double[] distances = new double[resamples];
        double mean = 0;
        for (int b = 0; b < resamples; b++) {
            distances[b] = Math.abs(ours[b] - theirs[b]);
            mean += distances[b] / resamples;
        }
        Estimate estimate = estimate(system, ours, score);
        double base = score.applyAsDouble(baseline);
        double found = Math.abs(estimate.score() - base);
        int above = 0;
        for (double distance : distances) {
            above += distance - mean > found ? 1 : 0;
        }
        return new Comparison(estimate, base, (above + 1.0) / (resamples + 1));
    }

    private <T> Estimate estimate(List<T> segments, double[] scores, ToDoubleFunction<List<T>> score) {
        double[] sorted = scores.clone();
        java.util.Arrays.sort(sorted);
        int low = resamples / TAIL;
        double mean = java.util.Arrays.stream(scores).average().orElseThrow();
        return new Estimate(score.applyAsDouble(segments), mean, (sorted[resamples - low - 1] - sorted[low]) / 2);
    }

    private <T> double[] scores(List<T> segments, ToDoubleFunction<List<T>> score) {
        require(!segments.isEmpty(), "there is nothing to compare: give at least one segment");
        Pcg64 random = new Pcg64(seed);
        double[] scores = new double[resamples];
        for (int b = 0; b < resamples; b++) {
            List<T> drawn = new ArrayList<>();
            for (int i = 0; i < segments.size(); i++) {
                drawn.add(segments.get(random.below(segments.size())));
            }
            scores[b] = score.applyAsDouble(drawn);
        }
        return scores;
    }
}

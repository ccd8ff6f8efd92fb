package org.lungta.probe;

import java.util.List;
import java.util.TreeSet;
import org.lungta.model.Embedding;

/**
 * Thresholds of similarity that a reward may begin with before there are samples of a policy to calibrate it on; none above .95. The
 * first four hold the two languages against each other, the last holds texts of the language that is written against each other,
 * as a reward with a reference does.
 */
final class TauTable {
    private static final double HIGHEST = 0.95;
    private static final double DEVIATIONS = 3;

    private TauTable() {}

    static List<EncoderCard.Tau> of(Cosines cosines, List<Embedding> targets) {
        List<Double> paired = cosines.paired();
        List<Double> others = cosines.mismatched();
        List<Double> within = Cosines.of(targets, targets).mismatched();
        return List.of(
                tau("quantile .05 of paired", Moments.quantile(paired, 0.05), paired, others),
                tau("quantile .25 of paired", Moments.quantile(paired, 0.25), paired, others),
                tau("mean + 3 sd of others", chance(others), paired, others),
                tau("best split of paired and others", split(paired, others), paired, others),
                tau("mean + 3 sd within the language", chance(within), paired, within));
    }

    private static double chance(List<Double> others) {
        Moments moments = Moments.of(others);
        return moments.mean() + DEVIATIONS * moments.deviation();
    }

    private static EncoderCard.Tau tau(String found, double value, List<Double> paired, List<Double> others) {
        double tau = Math.min(HIGHEST, value);
        return new EncoderCard.Tau(found, tau, share(paired, tau), 1 - share(others, tau));
    }

    /** The share at or below. */
    private static double share(List<Double> values, double tau) {
        return (double) values.stream().filter(v -> v <= tau).count() / values.size();
    }

    /** Youden's: the paired cosine that maximises (share of paired at or above it) - (share of others at or above it). */
    static double split(List<Double> paired, List<Double> others) {
        List<Double> sortedPaired = paired.stream().sorted().toList();
        List<Double> sortedOthers = others.stream().sorted().toList();
        double best = Double.NEGATIVE_INFINITY;
        double at = Double.NaN;
        int p = 0;
        int o = 0;
        for (double candidate : new TreeSet<>(paired)) {
            while (p < sortedPaired.size() && sortedPaired.get(p) < candidate) {
                p++;
            }
            while (o < sortedOthers.size() && sortedOthers.get(o) < candidate) {
                o++;
            }
            double gain = (double) o / sortedOthers.size() - (double) p / sortedPaired.size();
            if (gain > best) {
                best = gain;
                at = candidate;
            }
        }
        return at;
    }
}

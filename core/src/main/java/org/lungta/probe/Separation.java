package org.lungta.probe;

import java.util.Arrays;
import java.util.List;

/**
 * How far right and wrong are apart.
 *
 * <pre>
 *   AUC = P(right &gt; wrong) + P(right = wrong) / 2
 *   d'  = (mean right - mean wrong) / sqrt((var right + var wrong) / 2),  variances with n - 1
 * </pre>
 */
public record Separation(Moments right, Moments wrong, double auc, double dPrime) {
    static Separation of(List<Double> right, List<Double> wrong) {
        Moments r = Moments.of(right);
        Moments w = Moments.of(wrong);
        double pooled = Math.sqrt((r.deviation() * r.deviation() + w.deviation() * w.deviation()) / 2);
        return new Separation(r, w, auc(right, wrong), pooled == 0 ? 0 : (r.mean() - w.mean()) / pooled);
    }

    private static double auc(List<Double> right, List<Double> wrong) {
        double[] sorted =
                wrong.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double below = 0;
        for (double value : right) {
            below += (place(sorted, value, false) + place(sorted, value, true)) / 2.0;
        }
        return below / ((double) right.size() * wrong.size());
    }

    /** How many are less than the value, or with {@code equal} at most the value. */
    private static int place(double[] sorted, double value, boolean equal) {
        int found = Arrays.binarySearch(sorted, equal ? Math.nextUp(value) : value);
        int at = found < 0 ? -found - 1 : found;
        while (at > 0 && sorted[at - 1] == (equal ? Math.nextUp(value) : value)) {
            at--;
        }
        return at;
    }
}

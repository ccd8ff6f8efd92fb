package org.lungta.metric;

import java.util.Locale;

/**
 * An estimate and its 95 % bootstrap percentile interval, all in the unit of the estimate.
 *
 * @param estimate computed on all items, not the mean of the resamples
 * @param low the 2.5th percentile of the resamples
 * @param high the 97.5th percentile of the resamples
 * @param items items observed
 * @param clusters what was resampled: groups of items that belong together, or the items themselves. With one cluster the interval
 *     is a point and says nothing.
 */
public record Interval(double estimate, double low, double high, int items, int clusters) {
    /** Whether a value lies inside, bounds included. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%.2f [%.2f, %.2f] (n=%d, clusters=%d)", estimate, low, high, items, clusters);
    }
}

package org.lungta.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's correction (1979) for a family of tests: whatever is below alpha after it, the chance that any true null hypothesis was
 * rejected is at most alpha.
 *
 * <pre>
 *   adjusted p_(k) = max over j &lt;= k of min(1, (m - j + 1) p_(j))        p_(1) &lt;= ... &lt;= p_(m)
 * </pre>
 */
public final class Holm {
    private Holm() {}

    /** Adjusted p values, in the order of the given ones. */
    public static List<Double> adjusted(List<Double> p) {
        List<Integer> order = IntStream.range(0, p.size())
                .boxed()
                .sorted(Comparator.comparing(p::get))
                .toList();
        Double[] adjusted = new Double[p.size()];
        double greatest = 0;
        for (int k = 0; k < order.size(); k++) {
            greatest = Math.max(greatest, Math.min(1, (p.size() - k) * p.get(order.get(k))));
            adjusted[order.get(k)] = greatest;
        }
        return new ArrayList<>(Arrays.asList(adjusted));
    }
}

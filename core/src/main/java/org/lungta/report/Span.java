package org.lungta.report;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.lungta.evidence.Experiment;

/** Where seeds were compared: one x, or from the least to the greatest. */
final class Span {
    private Span() {}

    /** Such as {@code 0.61 to 0.64}; empty for no pairs. */
    static String of(Experiment experiment, List<Pairing.Pair> pairs, String measure) {
        if (pairs.isEmpty()) {
            return "";
        }
        DoubleSummaryStatistics x = pairs.stream().mapToDouble(Pairing.Pair::x).summaryStatistics();
        Format format = Format.of(experiment, experiment.measure(measure));
        String low = format.plain(x.getMin());
        String high = format.plain(x.getMax());
        return low.equals(high) ? low : low + " to " + high;
    }
}

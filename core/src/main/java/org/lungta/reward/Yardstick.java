package org.lungta.reward;

import java.util.List;
import org.lungta.metric.Tokenization;
import org.lungta.statistics.Percentile;

/** What a completion's length is measured by: a length for each group. */
public sealed interface Yardstick {
    List<Double> lengths(List<Answers> groups, Tokenization tokenization);

    /** The median of all completions of the step. It drifts as the policy does, so it stops a leap and not a creep. */
    record BatchMedian() implements Yardstick {
        @Override
        public List<Double> lengths(List<Answers> groups, Tokenization tokenization) {
            List<Double> all = groups.stream()
                    .flatMap(g -> g.completions().stream())
                    .map(c -> (double) tokenization.tokens(c.text()).size())
                    .toList();
            double median = all.isEmpty() ? 0 : Percentile.of(all, 0.5);
            return groups.stream().map(g -> median).toList();
        }
    }

    /** The length of the reference or the source, times the usual expansion from one language to the other: this one stays. */
    record Text(Anchor anchor, double expansion) implements Yardstick {
        @Override
        public List<Double> lengths(List<Answers> groups, Tokenization tokenization) {
            return groups.stream()
                    .map(g -> expansion
                            * tokenization.tokens(anchor.of(g.prompt())).size())
                    .toList();
        }
    }
}

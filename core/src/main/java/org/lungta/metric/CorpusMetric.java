package org.lungta.metric;

import static org.lungta.check.Check.require;

import java.util.List;

/**
 * A score for a corpus that is computed from the sum of its segments' statistics: not the mean of the segments' scores, except for the
 * metrics that are defined so. {@link Metrics#named} gives one by name.
 */
public interface CorpusMetric {
    /** The end of every signature; a figure of Lungta's never claims another program's version. */
    String IMPLEMENTATION = "impl:lungta-0.1.0";

    /** The metric's usual name, for people. */
    String name();

    /** Everything that one must know to compute the same figure again. */
    String signature(List<Segment> segments);

    /** The sufficient statistics of one segment; every segment has equally many. */
    Sums statistics(Segment segment);

    /** The score, 0 to 100, of summed statistics. */
    double value(Sums sums);

    /** The score with its 95 % interval, each segment resampled on its own. */
    default Result score(List<Segment> segments, Bootstrap bootstrap) {
        require(!segments.isEmpty(), "there is nothing to score with %s: give at least one segment", name());
        List<Sums> sums = segments.stream().map(this::statistics).toList();
        return new Result(name(), signature(segments), bootstrap.statistic(sums, this::value));
    }

    /** The score with its 95 % interval, for one reference to each hypothesis. */
    default Result score(List<String> hypotheses, List<String> references) {
        return score(Segment.zip(hypotheses, references), Bootstrap.standard());
    }

    /** How far the system is above the baseline, both answering the same items in the same order. */
    default Interval difference(List<Segment> system, List<Segment> baseline, Bootstrap bootstrap) {
        require(
                system.stream()
                        .map(Segment::references)
                        .toList()
                        .equals(baseline.stream().map(Segment::references).toList()),
                "the two systems do not answer the same references in the same order (%d and %d segments): align them",
                system.size(),
                baseline.size());
        return bootstrap.difference(
                system.stream().map(this::statistics).toList(),
                baseline.stream().map(this::statistics).toList(),
                this::value);
    }

    /**
     * A metric's verdict on a corpus.
     *
     * @param metric the metric's name
     * @param signature how it was computed
     * @param interval the score, 0 to 100, and its 95 % bootstrap interval over segments
     */
    record Result(String metric, String signature, Interval interval) {
        /** 0 to 100. */
        public double score() {
            return interval.estimate();
        }

        /** 0 to 1. */
        public double fraction() {
            return score() / 100;
        }
    }
}

package org.lungta.metric;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.lungta.statistics.Percentile;

/**
 * How far a tuned model has moved from its base on the same tokens, position by position over the whole vocabulary.
 *
 * <pre>
 *   KL(b || t) = sum_v b (log b - log t)        KL(t || b) likewise
 *   JS = KL(b || m) / 2 + KL(t || m) / 2,  m = (b + t) / 2        TV = sum_v |b - t| / 2
 *   delta NLL  = log b(label) - log t(label)
 * </pre>
 */
public record Drift(List<Position> positions) {
    public Drift {
        require(!positions.isEmpty(), "drift at no positions: give at least one text");
        positions = List.copyOf(positions);
    }

    /**
     * One predicted token.
     *
     * @param text which text it is of, from 0
     * @param forward KL(base || tuned)
     * @param reverse KL(tuned || base)
     * @param js Jensen and Shannon's divergence
     * @param variation total variation
     * @param sameTop whether both find the same token most likely
     */
    public record Position(
            int text,
            double forward,
            double reverse,
            double js,
            double variation,
            boolean sameTop,
            Pair nll,
            Pair entropy) {
        /** NLL_tuned - NLL_base of the token that stands there. */
        public double delta() {
            return nll.tuned() - nll.base();
        }
    }

    /** The same measure of both models. */
    public record Pair(double base, double tuned) {}

    /** The mean, the median and the 90th percentile (linear between order statistics). */
    public record Summary(double mean, double median, double p90) {
        static Summary of(List<Double> values) {
            double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
            return new Summary(mean, Percentile.of(values, 0.5), Percentile.of(values, 0.9));
        }
    }

    /**
     * One position, from the log-probabilities of the whole vocabulary under both models.
     *
     * @param text which text it is of, from 0
     * @param label the token that stands there
     */
    public static Position position(int text, double[] base, double[] tuned, int label) {
        require(
                base.length == tuned.length,
                "a vocabulary of %d cannot be compared with one of %d",
                base.length,
                tuned.length);
        double forward = 0;
        double reverse = 0;
        double js = 0;
        double variation = 0;
        for (int v = 0; v < base.length; v++) {
            double b = Math.exp(base[v]);
            double t = Math.exp(tuned[v]);
            double log = Math.log((b + t) / 2);
            forward += times(b, base[v] - tuned[v]);
            reverse += times(t, tuned[v] - base[v]);
            js += (times(b, base[v] - log) + times(t, tuned[v] - log)) / 2;
            variation += Math.abs(b - t) / 2;
        }
        return new Position(
                text,
                forward,
                reverse,
                js,
                variation,
                top(base) == top(tuned),
                new Pair(-base[label], -tuned[label]),
                new Pair(entropy(base), entropy(tuned)));
    }

    /** A measure over all positions. */
    public Summary byToken(ToDoubleFunction<Position> measure) {
        return Summary.of(positions.stream().map(measure::applyAsDouble).toList());
    }

    /** A measure's mean in each text, over all texts. */
    public Summary byText(ToDoubleFunction<Position> measure) {
        Map<Integer, Double> means =
                positions.stream().collect(Collectors.groupingBy(Position::text, Collectors.averagingDouble(measure)));
        return Summary.of(List.copyOf(means.values()));
    }

    /** The share of positions where both find the same token most likely. */
    public double topAgreement() {
        return (double) positions.stream().filter(Position::sameTop).count() / positions.size();
    }

    private static double entropy(double[] logs) {
        double sum = 0;
        for (double log : logs) {
            sum -= times(Math.exp(log), log);
        }
        return sum;
    }

    /** What has no probability adds nothing. */
    private static double times(double p, double log) {
        return p == 0 ? 0 : p * log;
    }

    private static int top(double[] logs) {
        int best = 0;
        for (int v = 1; v < logs.length; v++) {
            best = logs[v] > logs[best] ? v : best;
        }
        return best;
    }
}

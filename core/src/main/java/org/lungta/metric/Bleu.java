package org.lungta.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * BLEU (Papineni, Roukos, Ward and Zhu, ACL 2002), computed as sacrebleu 2.6 does (Post, WMT 2018).
 *
 * <pre>
 * BLEU = BP exp( 1/N sum over n = 1..N of log p_n )      p_n = matches_n / total_n,  N = 4
 * BP   = exp(1 - r / c) if c &lt; r, else 1
 * </pre>
 *
 * A corpus is scored from the sums over its segments. A corpus without any match scores 0, whatever the smoothing.
 */
public record Bleu(Tokenization tokenization, Smoothing smoothing, Orders orders) implements CorpusMetric {
    private static final double LOG_OF_ZERO = -9999999999.0;

    /** How many n-gram orders are averaged. */
    public enum Orders {
        /** Always four; a text without 4-grams scores 0. */
        ALL("no"),
        /** Only those for which the hypothesis is long enough: the choice for a single sentence. */
        EFFECTIVE("yes");

        private final String signature;

        Orders(String signature) {
            this.signature = signature;
        }
    }

    /** The usual choice for a corpus: exponential smoothing, all four orders. */
    public static Bleu corpus(Tokenization tokenization) {
        return new Bleu(tokenization, new Smoothing.Exponential(), Orders.ALL);
    }

    /** The usual choice for a sentence: exponential smoothing, effective order. */
    public static Bleu sentence(Tokenization tokenization) {
        return new Bleu(tokenization, new Smoothing.Exponential(), Orders.EFFECTIVE);
    }

    @Override
    public String name() {
        return "BLEU";
    }

    @Override
    public String signature(List<Segment> segments) {
        return String.join(
                "|",
                "nrefs:" + Segment.referenceCount(segments),
                "case:" + tokenization.letterCase(),
                "eff:" + orders.signature,
                "tok:" + tokenization.signature(),
                "smooth:" + smoothing.signature(),
                IMPLEMENTATION);
    }

    @Override
    public Sums statistics(Segment segment) {
        return BleuStatistics.of(
                tokens(segment.hypothesis()),
                segment.references().stream().map(this::tokens).toList());
    }

    @Override
    public double value(Sums sums) {
        return bleu(sums).value();
    }

    /** The score of one segment with its parts. */
    public BleuScore bleu(Segment segment) {
        return bleu(statistics(segment));
    }

    /** The score of a corpus with its parts. */
    public BleuScore bleu(List<Segment> segments) {
        return bleu(Sums.total(segments.stream().map(this::statistics).toList()));
    }

    private List<String> tokens(String segment) {
        return tokenization.tokens(Text.stripEnd(segment));
    }

    private BleuScore bleu(Sums sums) {
        List<BleuScore.Order> counted = anyMatch(sums) ? smoothed(sums) : raw(sums);
        double brevity = BleuStatistics.brevity(sums);
        double value = anyMatch(sums) ? brevity * Math.exp(meanLog(counted)) : 0;
        return new BleuScore(value, counted, brevity, (long) BleuStatistics.hypothesisLength(sums), (long)
                BleuStatistics.referenceLength(sums));
    }

    private static boolean anyMatch(Sums sums) {
        for (int n = 1; n <= BleuStatistics.ORDERS; n++) {
            if (BleuStatistics.matches(sums, n) > 0) {
                return true;
            }
        }
        return false;
    }

    private static List<BleuScore.Order> raw(Sums sums) {
        List<BleuScore.Order> counted = new ArrayList<>();
        for (int n = 1; n <= BleuStatistics.ORDERS; n++) {
            counted.add(new BleuScore.Order(BleuStatistics.matches(sums, n), BleuStatistics.total(sums, n), 0));
        }
        return counted;
    }

    private List<BleuScore.Order> smoothed(Sums sums) {
        List<BleuScore.Order> counted = new ArrayList<>();
        int zeros = 0;
        for (int n = 1; n <= BleuStatistics.ORDERS; n++) {
            double matches = BleuStatistics.matches(sums, n) + smoothing.added(n);
            double total = BleuStatistics.total(sums, n) + smoothing.added(n);
            zeros += matches == 0 ? 1 : 0;
            counted.add(new BleuScore.Order(matches, total, precision(matches, total, zeros)));
        }
        return counted;
    }

    private double precision(double matches, double total, int zeros) {
        if (total == 0) {
            return 0;
        }
        return matches == 0 ? smoothing.unmatched(total, zeros) : 100 * matches / total;
    }

    private double meanLog(List<BleuScore.Order> counted) {
        long averaged = orders == Orders.ALL
                ? counted.size()
                : counted.stream().filter(order -> order.total() > 0).count();
        return counted.stream()
                        .limit(averaged)
                        .mapToDouble(order -> order.precision() > 0 ? Math.log(order.precision()) : LOG_OF_ZERO)
                        .sum()
                / averaged;
    }
}

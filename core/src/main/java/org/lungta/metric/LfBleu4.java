package org.lungta.metric;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * The "bleu-4" that LLaMA-Factory prints: the mean over sentences of NLTK 3.8's sentence BLEU with smoothing method 3, over code
 * points, white space and punctuation included; each sentence is rounded to four decimals of a percent.
 *
 * <pre>
 * BLEU = BP exp( 1/4 sum over n = 1..4 of log p_n )
 * p_n  = matches_n / max(1, total_n), or 1 / (2^k max(1, total_n)) for the k-th order without a match
 * </pre>
 *
 * A sentence without a single common code point scores 0. A sentence of fewer than four code points scores below 100 even when it is
 * its own reference, and on Tibetan code points match far more often than syllables do: this figure stands high, and only compares
 * with its like.
 */
public record LfBleu4() implements CorpusMetric {
    private static final int DECIMALS = 4;

    @Override
    public String name() {
        return "BLEU-4 (LLaMA-Factory)";
    }

    @Override
    public String signature(List<Segment> segments) {
        return String.join(
                "|",
                "nrefs:" + Segment.referenceCount(segments),
                "case:mixed",
                "tok:codepoint",
                "smooth:method3",
                "agg:sentence-mean",
                IMPLEMENTATION);
    }

    /** One sentence, 0 to 1, not rounded. */
    public double sentence(Segment segment) {
        Sums sums = BleuStatistics.of(
                Text.codePoints(segment.hypothesis()),
                segment.references().stream().map(Text::codePoints).toList());
        if (BleuStatistics.matches(sums, 1) == 0) {
            return 0;
        }
        double logs = 0;
        int zeros = 0;
        for (int n = 1; n <= BleuStatistics.ORDERS; n++) {
            double matches = BleuStatistics.matches(sums, n);
            double total = Math.max(1, BleuStatistics.total(sums, n));
            zeros += matches == 0 ? 1 : 0;
            logs += Math.log(matches == 0 ? 1 / (Math.scalb(1.0, zeros) * total) : matches / total);
        }
        return BleuStatistics.brevity(sums) * Math.exp(logs / BleuStatistics.ORDERS);
    }

    @Override
    public Sums statistics(Segment segment) {
        return Sums.of(rounded(100 * sentence(segment)), 1);
    }

    @Override
    public double value(Sums sums) {
        return sums.at(0) / sums.at(1);
    }

    private static double rounded(double percent) {
        return new BigDecimal(percent)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .doubleValue();
    }
}

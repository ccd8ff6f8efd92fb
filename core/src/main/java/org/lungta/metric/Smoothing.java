package org.lungta.metric;

import static org.lungta.check.Check.require;

import java.util.Locale;

/**
 * What BLEU does about an n-gram order without a match (Chen and Cherry, "A Systematic Comparison of Smoothing Techniques for
 * Sentence-Level BLEU", WMT 2014), in the variants of sacrebleu 2.6.
 */
public sealed interface Smoothing {
    /** The value of {@code smooth} in a signature. */
    String signature();

    /** The precision, in percent, of the {@code zeros}-th order (from 1) without a match among {@code total} n-grams. */
    double unmatched(double total, int zeros);

    /** What is added to the matches and the total of order n beforehand. */
    default double added(int n) {
        return 0;
    }

    /** The k-th order without a match counts 1 / 2^k of a match. */
    record Exponential() implements Smoothing {
        @Override
        public String signature() {
            return "exp";
        }

        @Override
        public double unmatched(double total, int zeros) {
            return 100 / (Math.scalb(1.0, zeros) * total);
        }
    }

    /** An order without a match counts {@code value} of a match. */
    record Floor(double value) implements Smoothing {
        public Floor {
            require(0 <= value && value < 1, "the floor is %s, outside [0, 1)", value);
        }

        @Override
        public String signature() {
            return String.format(Locale.ROOT, "floor[%.2f]", value);
        }

        @Override
        public double unmatched(double total, int zeros) {
            return 100 * value / total;
        }
    }

    /** Orders above the first get {@code k} more matches and {@code k} more n-grams. */
    record AddK(double k) implements Smoothing {
        public AddK {
            require(0 < k && k < Double.POSITIVE_INFINITY, "k is %s: add a positive number", k);
        }

        @Override
        public String signature() {
            return String.format(Locale.ROOT, "add-k[%.2f]", k);
        }

        @Override
        public double unmatched(double total, int zeros) {
            return 0;
        }

        @Override
        public double added(int n) {
            return n > 1 ? k : 0;
        }
    }

    /** An order without a match makes the score zero. */
    record None() implements Smoothing {
        @Override
        public String signature() {
            return "none";
        }

        @Override
        public double unmatched(double total, int zeros) {
            return 0;
        }
    }
}

package org.lungta.metric;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;

/**
 * chrF (Popovic, WMT 2015) and chrF++ (Popovic, WMT 2017), computed as sacrebleu 2.6 does.
 *
 * <pre>
 * F = (1 + beta^2) P R / (beta^2 P + R)
 * </pre>
 *
 * P and R are precision and recall of n-grams of code points (orders 1 to characterOrder) and of words (orders 1 to wordOrder). Words
 * are what white space separates: on Chinese and Tibetan they are whole clauses, so chrF++ falls below chrF there unless the text is
 * given as {@link MixedTokens#spaced}. Of several references the one with the best F is taken for each segment.
 */
public record Chrf(int characterOrder, int wordOrder, int beta, Spaces spaces, Averaging averaging)
        implements CorpusMetric {
    /** Whether white space takes part in the n-grams of code points. */
    public enum Spaces {
        DROPPED("no"),
        KEPT("yes");

        private final String signature;

        Spaces(String signature) {
            this.signature = signature;
        }
    }

    /** How the orders are brought together. */
    public enum Averaging {
        /** P and R are averaged over the orders that both texts are long enough for, then F is taken. */
        EFFECTIVE("yes"),
        /** F is averaged over all orders, with 1e-16 for an undefined P or R, as in chrF++.py. */
        EPSILON("no");

        private final String signature;

        Averaging(String signature) {
            this.signature = signature;
        }
    }

    private static final double EPS = 1e-16;

    public Chrf {
        require(characterOrder > 0, "characterOrder is %d: chrF needs at least 1", characterOrder);
        require(wordOrder >= 0, "wordOrder is %d: give 0 for chrF and 2 for chrF++", wordOrder);
        require(beta > 0, "beta is %d: give 2, or another positive number", beta);
    }

    /** chrF2: orders 1 to 6 of code points. */
    public static Chrf standard() {
        return new Chrf(6, 0, 2, Spaces.DROPPED, Averaging.EFFECTIVE);
    }

    /** chrF2++: and orders 1 to 2 of words. */
    public static Chrf plusPlus() {
        return new Chrf(6, 2, 2, Spaces.DROPPED, Averaging.EFFECTIVE);
    }

    @Override
    public String name() {
        return "chrF" + beta + "+".repeat(wordOrder);
    }

    @Override
    public String signature(List<Segment> segments) {
        return String.join(
                "|",
                "nrefs:" + Segment.referenceCount(segments),
                "case:mixed",
                "eff:" + averaging.signature,
                "nc:" + characterOrder,
                "nw:" + wordOrder,
                "space:" + spaces.signature,
                IMPLEMENTATION);
    }

    /** For each order three numbers: n-grams of the hypothesis, n-grams of the reference, matches. */
    @Override
    public Sums statistics(Segment segment) {
        List<Ngrams> hypothesis = ngrams(segment.hypothesis());
        Sums best = null;
        for (String reference : segment.references()) {
            Sums sums = compare(hypothesis, ngrams(reference));
            if (best == null || value(sums) > value(best)) {
                best = sums;
            }
        }
        return best;
    }

    @Override
    public double value(Sums sums) {
        return 100 * (averaging == Averaging.EFFECTIVE ? effective(sums) : epsilon(sums));
    }

    private double effective(Sums sums) {
        double precisions = 0;
        double recalls = 0;
        int orders = 0;
        for (int i = 0; i < sums.size(); i += 3) {
            if (sums.at(i) > 0 && sums.at(i + 1) > 0) {
                precisions += sums.at(i + 2) / sums.at(i);
                recalls += sums.at(i + 2) / sums.at(i + 1);
                orders++;
            }
        }
        return precisions + recalls > 0 ? f(precisions / orders, recalls / orders) : 0;
    }

    private double epsilon(Sums sums) {
        double total = 0;
        for (int i = 0; i < sums.size(); i += 3) {
            double precision = sums.at(i) > 0 ? sums.at(i + 2) / sums.at(i) : EPS;
            double recall = sums.at(i + 1) > 0 ? sums.at(i + 2) / sums.at(i + 1) : EPS;
            total += precision + recall > 0 ? f(precision, recall) : EPS;
        }
        return total / (characterOrder + wordOrder);
    }

    private double f(double precision, double recall) {
        double factor = (double) beta * beta;
        return (1 + factor) * precision * recall / (factor * precision + recall);
    }

    /** An order that the reference is too short for does not count against the hypothesis. */
    private static Sums compare(List<Ngrams> hypothesis, List<Ngrams> reference) {
        double[] numbers = new double[3 * hypothesis.size()];
        for (int i = 0; i < hypothesis.size(); i++) {
            int expected = reference.get(i).total();
            numbers[3 * i] = expected > 0 ? hypothesis.get(i).total() : 0;
            numbers[3 * i + 1] = expected;
            numbers[3 * i + 2] = hypothesis.get(i).matches(reference.get(i));
        }
        return Sums.of(numbers);
    }

    private List<Ngrams> ngrams(String text) {
        List<Ngrams> orders = new ArrayList<>();
        List<String> characters = Text.codePoints(spaces == Spaces.KEPT ? text : Text.squeeze(text));
        for (int n = 1; n <= characterOrder; n++) {
            orders.add(Ngrams.of(characters, n));
        }
        List<String> words = ChrfWords.of(text);
        for (int n = 1; n <= wordOrder; n++) {
            orders.add(Ngrams.of(words, n));
        }
        return orders;
    }
}

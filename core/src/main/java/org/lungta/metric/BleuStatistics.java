package org.lungta.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The ten numbers of a segment from which BLEU is computed: both lengths, the clipped matches, and the n-grams of orders 1 to 4. */
final class BleuStatistics {
    static final int ORDERS = 4;

    private BleuStatistics() {}

    static Sums of(List<String> hypothesis, List<List<String>> references) {
        double[] numbers = new double[2 + 2 * ORDERS];
        numbers[0] = hypothesis.size();
        numbers[1] = closestLength(hypothesis.size(), references);
        for (int n = 1; n <= ORDERS; n++) {
            Ngrams written = Ngrams.of(hypothesis, n);
            numbers[1 + n] = written.matches(clip(references, n));
            numbers[1 + ORDERS + n] = written.total();
        }
        return Sums.of(numbers);
    }

    static double hypothesisLength(Sums sums) {
        return sums.at(0);
    }

    static double referenceLength(Sums sums) {
        return sums.at(1);
    }

    /** Matches of the n-grams of order n. */
    static double matches(Sums sums, int n) {
        return sums.at(1 + n);
    }

    /** N-grams of order n in the hypothesis. */
    static double total(Sums sums, int n) {
        return sums.at(1 + ORDERS + n);
    }

    /** 1 for a hypothesis as long as its reference, exp(1 - r / c) for a shorter one, 0 for an empty one. */
    static double brevity(Sums sums) {
        double c = hypothesisLength(sums);
        double r = referenceLength(sums);
        if (c >= r) {
            return 1;
        }
        return c == 0 ? 0 : Math.exp(1 - r / c);
    }

    private static Ngrams clip(List<List<String>> references, int n) {
        List<Ngrams> each = new ArrayList<>();
        references.forEach(reference -> each.add(Ngrams.of(reference, n)));
        return each.stream().reduce(Ngrams::union).orElseThrow();
    }

    private static int closestLength(int length, List<List<String>> references) {
        return references.stream()
                .map(List::size)
                .min(Comparator.comparing((Integer size) -> Math.abs(size - length))
                        .thenComparing(size -> size))
                .orElseThrow();
    }
}

package org.lungta.metric;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each run of n tokens occurs. */
record Ngrams(Map<List<String>, Integer> counts) {
    private static final Ngrams NONE = new Ngrams(Map.of());

    static Ngrams of(List<String> tokens, int n) {
        if (tokens.size() < n) {
            return NONE;
        }
        Map<List<String>, Integer> counts = new HashMap<>();
        for (int i = 0; i + n <= tokens.size(); i++) {
            counts.merge(tokens.subList(i, i + n), 1, Integer::sum);
        }
        return new Ngrams(Collections.unmodifiableMap(counts));
    }

    /** For each n-gram the greater of the two counts. */
    Ngrams union(Ngrams other) {
        Map<List<String>, Integer> greatest = new HashMap<>(counts);
        other.counts.forEach((ngram, count) -> greatest.merge(ngram, count, Math::max));
        return new Ngrams(greatest);
    }

    /** The size of the intersection: the sum of the lesser counts. */
    int matches(Ngrams reference) {
        return counts.entrySet().stream()
                .mapToInt(entry -> Math.min(entry.getValue(), reference.counts.getOrDefault(entry.getKey(), 0)))
                .sum();
    }

    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}

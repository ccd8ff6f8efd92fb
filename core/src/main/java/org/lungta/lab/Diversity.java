package org.lungta.lab;

import static org.lungta.check.Check.require;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In how many ways one thing is said. Losing ways is a loss of diversity, not a mistake. */
public final class Diversity {
    private Diversity() {}

    /**
     * The mean, over facts, of the entropy in bits of the texts that say each one.
     *
     * <pre>
     * H = - sum over different texts t of p(t) log2 p(t),  p(t) = share of the fact's texts that are t
     * </pre>
     */
    public static double entropy(Collection<List<String>> textsByFact) {
        require(!textsByFact.isEmpty(), "there are no texts: give at least those of one fact");
        return textsByFact.stream().mapToDouble(Diversity::entropyOf).average().orElseThrow();
    }

    private static double entropyOf(List<String> texts) {
        Map<String, Integer> counts = new HashMap<>();
        texts.forEach(text -> counts.merge(text, 1, Integer::sum));
        double sum = 0;
        for (int count : counts.values()) {
            double p = (double) count / texts.size();
            sum -= p * Math.log(p) / Math.log(2);
        }
        return sum + 0.0;
    }
}

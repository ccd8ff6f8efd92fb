package org.lungta.run;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The learning rate that was taken, and what each that was tried came to.
 *
 * @param chrf of the last checkpoint's greedy outputs on dev, the mean over pairs; empty where there was no choice
 */
record Rates(double taken, SortedMap<Double, Double> chrf) {
    private static final String NOTE =
            "%s: of the rates %s the %s was the best on dev, for %d of %d seeds. What lies beyond was not"
                    + " tried: this arm may be weaker than it could be.";

    Rates {
        chrf = Collections.unmodifiableSortedMap(new TreeMap<>(chrf));
    }

    static Rates only(double rate) {
        return new Rates(rate, new TreeMap<>());
    }

    /** The rate with the best chrF, the first named of equal ones. */
    static Rates best(Map<Double, Double> chrf, List<Double> named) {
        double best = Double.NaN;
        for (double rate : named) {
            best = Double.isNaN(best) || chrf.get(rate) > chrf.get(best) ? rate : best;
        }
        return new Rates(best, new TreeMap<>(chrf));
    }

    /** As papers write it: 2e-4. */
    static String text(double rate) {
        return new DecimalFormat("0.###############E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(rate)
                .toLowerCase(Locale.ROOT);
    }

    /** Where the best of several is the lowest or the highest: what is beyond it was not tried, and may be better. */
    Optional<String> edge() {
        if (chrf.size() < 2) {
            return Optional.empty();
        }
        return taken == chrf.firstKey()
                ? Optional.of("lowest")
                : taken == chrf.lastKey() ? Optional.of("highest") : Optional.empty();
    }

    /** What a reader should know about the arm, given the choice for each of its seeds. */
    static Optional<String> note(String arm, List<Rates> seeds) {
        List<String> edges =
                seeds.stream().flatMap(rates -> rates.edge().stream()).sorted().toList();
        if (edges.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(NOTE.formatted(
                arm,
                seeds.get(0).chrf().keySet().stream().map(Rates::text).collect(Collectors.joining(", ")),
                edges.stream().distinct().collect(Collectors.joining(" or the ")),
                edges.size(),
                seeds.size()));
    }
}

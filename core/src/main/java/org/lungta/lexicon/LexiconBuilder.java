package org.lungta.lexicon;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lungta.corpus.Example;

/**
 * A lexicon from sentence pairs and a dictionary.
 *
 * <p>The pairs' sources are cut into units, the targets into the parts of {@link Targets}, and {@link Aligner} says which stand for
 * which. Everything but blanks takes part, so that a digit in the source accounts for the same digit in the target; listed are units
 * that occur often enough or stand in the dictionary.
 *
 * <p>A line of the dictionary is one more pair, which counts {@code weight} times. Where its headword is a single unit, its word
 * counts against what the pairs taught as W to 1, where W is the sum of that unit's weights and each translation's weight is shared
 * among its parts:
 *
 * <pre>
 *   p(candidate | unit) = (sum_k weight_k share_k(candidate) + p_pairs(candidate | unit)) / (W + 1)
 * </pre>
 */
public final class LexiconBuilder {
    private static final double DIGITS = 1e6;

    private final Units units;
    private final Targets targets;
    private final Settings settings;

    /**
     * @param minCount how often a unit must occur in the pairs
     * @param candidates the most that are kept of a unit
     * @param iterations of expectation maximisation
     */
    public record Settings(int minCount, int candidates, int iterations) {
        public Settings {
            require(minCount >= 1, "the smallest count is %d: it must be 1 or more", minCount);
            require(candidates >= 1, "%d candidates: at least 1 is needed", candidates);
            require(iterations >= 1, "%d iterations: at least 1 is needed", iterations);
        }
    }

    /** What was built, and how the likelihood rose. */
    public record Built(Lexicon lexicon, List<Aligner.Iteration> iterations) {}

    private record Cut(List<String> source, List<String> target, double weight) {}

    public LexiconBuilder(Units units, Targets targets, Settings settings) {
        this.units = units;
        this.targets = targets;
        this.settings = settings;
    }

    /** The lexicon; the same for the same pairs in whatever order. */
    public Built build(List<Example> pairs, Dictionary dictionary, Origin origin) {
        Map<String, Long> counts = counts(pairs);
        Set<String> named = named(dictionary);
        Inventory frequent = Inventory.ofFrequent(units, counts, settings.minCount());
        require(
                !frequent.keys().isEmpty() || !named.isEmpty(),
                "none of %d units in %d pairs occurs %d times: ask for less, or bring more pairs",
                counts.size(),
                pairs.size(),
                settings.minCount());
        List<Cut> cuts = Stream.concat(
                        pairs.parallelStream().map(pair -> cut(pair.source(), pair.target(), 1)),
                        dictionary.items().stream().map(i -> cut(i.headword(), i.translation(), i.weight())))
                .toList();
        Naming sources = Naming.of(cuts.stream().map(Cut::source).toList());
        Naming words = Naming.of(cuts.stream().map(Cut::target).toList());
        Aligner aligner = Aligner.align(
                cuts.stream()
                        .map(cut -> new IdPair(sources.ids(cut.source()), words.ids(cut.target()), cut.weight()))
                        .toList(),
                settings.iterations());
        Map<String, Map<String, Double>> given = given(dictionary);
        List<Entry> entries = new ArrayList<>();
        for (String key : union(frequent.keys(), named)) {
            Map<String, Double> shares = new TreeMap<>();
            aligner.links(sources.id(key))
                    .forEach(link -> shares.put(words.words().get(link.target()), link.probability()));
            entry(key, counts.getOrDefault(key, 0L), merged(shares, given.getOrDefault(key, Map.of())))
                    .ifPresent(entries::add);
        }
        entries.sort(Comparator.comparingLong(Entry::count).reversed().thenComparing(Entry::unit));
        return new Built(new Lexicon(origin, entries), aligner.iterations());
    }

    private Map<String, Long> counts(List<Example> pairs) {
        Map<String, Long> counts = new HashMap<>();
        pairs.forEach(pair -> units.cut(pair.source())
                .forEach(piece -> units.key(piece).ifPresent(key -> counts.merge(key, 1L, Long::sum))));
        return counts;
    }

    private Set<String> named(Dictionary dictionary) {
        Set<String> keys = new HashSet<>();
        dictionary
                .items()
                .forEach(item ->
                        units.cut(item.headword()).forEach(p -> units.key(p).ifPresent(keys::add)));
        return keys;
    }

    private Cut cut(String source, String target, double weight) {
        List<String> sources = units.cut(source).stream()
                .map(piece -> units.key(piece).orElse(piece.strip()))
                .filter(piece -> !piece.isEmpty())
                .toList();
        return new Cut(sources, targets.cut(target), weight);
    }

    /** For every unit that is a headword by itself, the weights of its translations' parts. */
    private Map<String, Map<String, Double>> given(Dictionary dictionary) {
        Map<String, Map<String, Double>> given = new HashMap<>();
        for (Dictionary.Item item : dictionary.items()) {
            List<String> pieces = units.cut(item.headword());
            Optional<String> key = pieces.size() == 1 ? units.key(pieces.get(0)) : Optional.empty();
            List<String> parts = targets.cut(item.translation());
            key.ifPresent(unit -> parts.forEach(part -> given.computeIfAbsent(unit, u -> new TreeMap<>())
                    .merge(part, item.weight() / parts.size(), Double::sum)));
        }
        return given;
    }

    private static Map<String, Double> merged(Map<String, Double> pairs, Map<String, Double> given) {
        double weight = given.values().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, Double> merged = new TreeMap<>(given);
        pairs.forEach((word, share) -> merged.merge(word, share, Double::sum));
        merged.replaceAll((word, share) -> share / (weight + 1));
        return merged;
    }

    private Optional<Entry> entry(String unit, long count, Map<String, Double> shares) {
        List<Candidate> best = shares.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(settings.candidates())
                .filter(share -> Math.rint(share.getValue() * DIGITS) > 0)
                .map(share -> new Candidate(share.getKey(), Math.min(1, Math.rint(share.getValue() * DIGITS) / DIGITS)))
                .toList();
        return best.isEmpty() ? Optional.empty() : Optional.of(new Entry(unit, count, best));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new HashSet<>(one);
        union.addAll(other);
        return union;
    }
}

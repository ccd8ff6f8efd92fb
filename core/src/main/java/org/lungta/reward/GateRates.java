package org.lungta.reward;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lungta.metric.MixedTokens;
import org.lungta.random.CounterRandom;
import org.lungta.statistics.Proportion;

/**
 * How often {@link NativeText} accepts what it should and what it should not: honest texts that neither the model nor the threshold has
 * seen, and the same texts spoilt by rule.
 *
 * @param accepted by kind of text
 */
public record GateRates(Map<String, Proportion> accepted) {
    private static final int SEPARATED = 0x0F0B;

    public GateRates {
        accepted = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(accepted));
    }

    /**
     * Measures the gate.
     *
     * @param honest of the language and the domain
     * @param others texts to be told from them, by name
     */
    public static GateRates of(NativeText gate, List<String> honest, Map<String, List<String>> others) {
        Map<String, Proportion> accepted = new LinkedHashMap<>();
        accepted.put("honest", accepted(gate, honest));
        accepted.put("syllables shuffled", accepted(gate, spoilt(honest, GateRates::shuffledWords)));
        accepted.put("letters shuffled", accepted(gate, spoilt(honest, GateRates::shuffledLetters)));
        accepted.put("letters swapped in 30 % of syllables", accepted(gate, spoilt(honest, GateRates::swapped)));
        others.forEach((name, texts) -> accepted.put(name, accepted(gate, texts)));
        return new GateRates(accepted);
    }

    /** For people: a line a kind. */
    public String table() {
        return accepted.entrySet().stream()
                .map(e -> String.format(
                        Locale.ROOT,
                        "%-38s accepted %5.1f %% [%.1f, %.1f] of %d",
                        e.getKey(),
                        100 * e.getValue().share(),
                        100 * e.getValue().wilson(0.95).low(),
                        100 * e.getValue().wilson(0.95).high(),
                        e.getValue().trials()))
                .collect(Collectors.joining("\n"));
    }

    /** How a text's words become a spoilt text; the key makes it the same each time. */
    private interface Spoiling {
        List<String> of(List<String> words, long key);
    }

    private static Proportion accepted(NativeText gate, List<String> texts) {
        return new Proportion((int) texts.stream().filter(gate::accepts).count(), texts.size());
    }

    /** Texts that came out unchanged are left out. */
    private static List<String> spoilt(List<String> texts, Spoiling spoiling) {
        List<String> spoilt = new ArrayList<>();
        for (String text : texts) {
            List<String> words = MixedTokens.words(text);
            List<String> changed = spoiling.of(words, CounterRandom.coordinate(text));
            if (!changed.equals(words)) {
                spoilt.add(String.join(Character.toString(SEPARATED), changed));
            }
        }
        return spoilt;
    }

    private static List<String> shuffledWords(List<String> words, long key) {
        List<String> order = new ArrayList<>();
        for (int i : CounterRandom.permutation(words.size(), key, 0)) {
            order.add(words.get(i));
        }
        return order;
    }

    private static List<String> shuffledLetters(List<String> words, long key) {
        List<String> letters = String.join(Character.toString(SEPARATED), words)
                .codePoints()
                .mapToObj(Character::toString)
                .toList();
        return MixedTokens.words(String.join("", shuffledWords(letters, key)));
    }

    private static List<String> swapped(List<String> words, long key) {
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            List<String> letters =
                    words.get(i).codePoints().mapToObj(Character::toString).toList();
            boolean hit = CounterRandom.uniform(key, i) < 0.3;
            changed.add(hit ? String.join("", shuffledWords(letters, key + i)) : words.get(i));
        }
        return changed;
    }
}

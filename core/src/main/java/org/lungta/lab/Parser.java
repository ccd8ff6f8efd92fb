package org.lungta.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Sentences of one language to facts: every fact that the grammar can say so, and that the world allows. */
final class Parser {
    private static final String OTHER_STEMS = "future";

    private final Tongue tongue;
    private final World world;

    Parser(Tongue tongue, World world) {
        this.tongue = tongue.checked(world);
        this.world = world;
    }

    /** The facts that the sentence says; none if it is not grammatical, more than one if it is ambiguous. */
    Set<Fact> facts(String sentence) {
        return facts(sentence, Tongue.SENTENCE);
    }

    /** The facts that the headline says. */
    Set<Fact> headline(String headline) {
        return facts(headline, Tongue.HEADLINE);
    }

    /** The readings with the fewest wrong allomorphs; none if other things are wrong too. */
    List<Loose> loose(String sentence) {
        return loose(sentence, Tongue.SENTENCE);
    }

    /** The same for a headline. */
    List<Loose> looseHeadline(String headline) {
        return loose(headline, Tongue.HEADLINE);
    }

    /** A fact and the wrong allomorphs on the way to it. */
    record Loose(Fact fact, List<Slip> slips) {}

    private Set<Fact> facts(String text, String rule) {
        String stripped = text.strip();
        return read(new Reading(tongue, world, stripped), stripped, rule).stream()
                .map(Loose::fact)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<Loose> loose(String text, String rule) {
        String stripped = text.strip();
        List<Loose> all = read(new LooseReading(tongue, world, stripped), stripped, rule);
        int fewest = all.stream().mapToInt(loose -> loose.slips().size()).min().orElse(0);
        return all.stream()
                .filter(loose -> loose.slips().size() == fewest)
                .sorted(Comparator.comparing(loose -> loose.fact().key()))
                .distinct()
                .toList();
    }

    /** Tries each verb that stands in the text, with each polarity and tense. */
    private List<Loose> read(Reading reading, String text, String rule) {
        List<Loose> readings = new ArrayList<>();
        for (String verb : world.verbs()) {
            for (Map<Slot, String> known : stands(verb, text) ? kinds(verb) : List.<Map<Slot, String>>of()) {
                for (State state : reading.whole(tongue.rule(rule), known)) {
                    if (world.allows(state.fact())) {
                        readings.add(new Loose(state.fact(), state.slips()));
                    }
                }
            }
        }
        return readings;
    }

    private boolean stands(String verb, String text) {
        return stands(Slot.VERB.table(), verb, text)
                || tongue.lexicon().has(OTHER_STEMS, verb) && stands(OTHER_STEMS, verb, text);
    }

    private boolean stands(String table, String verb, String text) {
        return tongue.lexicon().forms(table, verb).stream()
                .anyMatch(word -> text.contains(tongue.cutting().contains(word.end()) ? word.cut() : word.text()));
    }

    private List<Map<Slot, String>> kinds(String verb) {
        List<Map<Slot, String>> kinds = new ArrayList<>();
        for (boolean negated : List.of(false, true)) {
            for (boolean future : world.difficulty().share(Slot.TENSE) > 0 ? List.of(false, true) : List.of(false)) {
                Map<Slot, String> known = new EnumMap<>(Map.of(Slot.VERB, verb));
                if (negated) {
                    known.put(Slot.POLARITY, Fact.NEGATED);
                }
                if (future) {
                    known.put(Slot.TENSE, Fact.FUTURE);
                }
                kinds.add(known);
            }
        }
        return kinds;
    }
}

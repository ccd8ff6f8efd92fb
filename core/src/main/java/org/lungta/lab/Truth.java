package org.lungta.lab;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** Judges sentences of one language by what they say. */
public final class Truth {
    private final Parser parser;

    private Truth(Parser parser) {
        this.parser = parser;
    }

    /** For a language and a difficulty of the lab, such as {@code bo} and {@code d1}. */
    public static Truth of(String language, String difficulty) {
        return new Truth(new Parser(Tongue.of(language), World.of(difficulty)));
    }

    public Verdict judge(Fact truth, String sentence) {
        return verdict(truth, parser.facts(sentence), () -> parser.loose(sentence));
    }

    /** The same for a headline, whose truth is an event's core. */
    public Verdict judgeHeadline(Fact truth, String headline) {
        return verdict(truth, parser.headline(headline), () -> parser.looseHeadline(headline));
    }

    private static Verdict verdict(Fact truth, Set<Fact> strict, Supplier<List<Parser.Loose>> overlooking) {
        if (!strict.isEmpty()) {
            return new Verdict(truth, nearest(truth, strict), true, strict.size(), List.of());
        }
        List<Parser.Loose> loose = overlooking.get();
        Optional<Fact> said =
                nearest(truth, loose.stream().map(Parser.Loose::fact).toList());
        List<Slip> slips = loose.stream()
                .filter(reading -> said.filter(reading.fact()::equals).isPresent())
                .findFirst()
                .map(Parser.Loose::slips)
                .orElse(List.of());
        int readings = (int) loose.stream().map(Parser.Loose::fact).distinct().count();
        return new Verdict(truth, said, false, readings, slips);
    }

    private static Optional<Fact> nearest(Fact truth, Iterable<Fact> facts) {
        return StreamSupport.stream(facts.spliterator(), false)
                .max(Comparator.comparingInt((Fact fact) -> agreement(truth, fact))
                        .thenComparing(Fact::key));
    }

    /** Slots filled alike, less those filled otherwise or by one of the two alone. */
    private static int agreement(Fact truth, Fact fact) {
        int agreement = 0;
        for (Slot slot : Slot.values()) {
            if (truth.has(slot) || fact.has(slot)) {
                agreement += truth.get(slot).equals(fact.get(slot)) ? 1 : -1;
            }
        }
        return agreement;
    }
}

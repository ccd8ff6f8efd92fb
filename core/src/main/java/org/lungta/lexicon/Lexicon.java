package org.lungta.lexicon;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The units of a language, each with its likeliest meanings in another. {@link LexiconFile} reads and writes it. */
public record Lexicon(Origin origin, List<Entry> entries) {
    public Lexicon {
        entries = List.copyOf(entries);
        require(!entries.isEmpty(), "a lexicon without units: build it from more pairs or with a smaller --min-count");
    }

    /** The entry of the unit with this key. */
    public Optional<Entry> entry(String unit) {
        return entries.stream().filter(entry -> entry.unit().equals(unit)).findFirst();
    }

    /** How text is cut into the units listed here and the rest. */
    public Inventory inventory() {
        Set<String> keys = entries.stream().map(Entry::unit).collect(Collectors.toSet());
        Units units = Units.of(origin.units(), origin.from(), keys)
                .orElseThrow(
                        () -> refuse("units \"%s\" are not known: use syllables, words or pieces", origin.units()));
        return new Inventory(units, keys);
    }
}

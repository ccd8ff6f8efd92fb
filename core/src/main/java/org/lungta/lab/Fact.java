package org.lungta.lab;

import static org.lungta.check.Check.require;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a sentence says, in no language: a value for each slot that is filled. The verb always is. */
public record Fact(Map<Slot, String> values) {
    static final String NEGATED = "negated";
    static final String FUTURE = "future";

    public Fact {
        require(values.containsKey(Slot.VERB), "a fact without a verb: %s", values);
        values = Collections.unmodifiableMap(new EnumMap<>(values));
    }

    public String verb() {
        return values.get(Slot.VERB);
    }

    public Optional<String> get(Slot slot) {
        return Optional.ofNullable(values.get(slot));
    }

    public boolean has(Slot slot) {
        return values.containsKey(slot);
    }

    boolean says(Slot slot, String value) {
        return value.equals(values.get(slot));
    }

    public boolean negated() {
        return has(Slot.POLARITY);
    }

    public boolean future() {
        return has(Slot.TENSE);
    }

    Fact with(Slot slot, String value) {
        Map<Slot, String> changed = new EnumMap<>(values);
        changed.put(slot, value);
        return new Fact(changed);
    }

    Fact without(Slot slot) {
        return only(other -> other != slot);
    }

    Fact only(Collection<Slot> slots) {
        return only(slots::contains);
    }

    private Fact only(Predicate<Slot> kept) {
        Map<Slot, String> left = new EnumMap<>(values);
        left.keySet().removeIf(kept.negate());
        return new Fact(left);
    }

    /** The fact as text, {@code verb=buy agent=tashi object=book}: equal facts have equal keys. */
    public String key() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey().label() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    /** The fact with this key. */
    public static Fact ofKey(String key) {
        Map<Slot, String> values = new EnumMap<>(Slot.class);
        for (String part : key.split(" ")) {
            int equals = part.indexOf('=');
            require(equals > 0, "\"%s\" in \"%s\" is no slot with its value: write slot=value", part, key);
            values.put(Slot.of(part.substring(0, equals)), part.substring(equals + 1));
        }
        return new Fact(values);
    }

    @Override
    public String toString() {
        return key();
    }
}

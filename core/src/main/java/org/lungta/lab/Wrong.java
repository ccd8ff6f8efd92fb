package org.lungta.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A fact that differs from a true one in one way, and could be said as well.
 *
 * @param kind in what it differs
 */
public record Wrong(Kind kind, Fact fact) {
    /** The ways to be wrong. */
    public enum Kind {
        AGENT,
        RECIPIENT,
        /** Agent and recipient change places. */
        ROLES,
        NUMBER,
        ADJECTIVE,
        TIME,
        PLACE,
        POLARITY,
        VERB,
        /** Source and goal change places. */
        DIRECTION;

        /** As files write it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One wrong neighbour of each kind that the fact has. */
    static List<Wrong> all(World world, Fact fact, Choice choice) {
        List<Wrong> wrongs = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            of(kind, world, fact, choice).ifPresent(wrong -> wrongs.add(new Wrong(kind, wrong)));
        }
        return wrongs;
    }

    /** One of them. */
    static Wrong any(World world, Fact fact, Choice choice) {
        return choice.pick(all(world, fact, choice));
    }

    static Optional<Fact> of(Kind kind, World world, Fact fact, Choice choice) {
        return switch (kind) {
            case ROLES -> swapped(world, fact, Slot.AGENT, Slot.RECIPIENT);
            case DIRECTION -> swapped(world, fact, Slot.SOURCE, Slot.PLACE);
            case POLARITY ->
                Optional.of(fact.negated() ? fact.without(Slot.POLARITY) : fact.with(Slot.POLARITY, Fact.NEGATED));
            default -> replaced(world, fact, Slot.valueOf(kind.name()), choice);
        };
    }

    private static Optional<Fact> swapped(World world, Fact fact, Slot one, Slot two) {
        if (!fact.has(one) || !fact.has(two)) {
            return Optional.empty();
        }
        Fact swapped =
                fact.with(one, fact.values().get(two)).with(two, fact.values().get(one));
        return Optional.of(swapped).filter(world::allows);
    }

    private static Optional<Fact> replaced(World world, Fact fact, Slot slot, Choice choice) {
        if (!fact.has(slot)) {
            return Optional.empty();
        }
        List<String> others = world.names(slot, fact).stream()
                .filter(name -> !fact.says(slot, name))
                .toList();
        return others.isEmpty() ? Optional.empty() : Optional.of(fact.with(slot, choice.pick(others)));
    }
}

package org.lungta.lab;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Pieces one after the other. */
record Sequence(List<Item> items) {
    Sequence {
        items = List.copyOf(items);
    }

    void write(Writing writing) {
        items.forEach(item -> item.write(writing));
    }

    List<State> read(Reading reading, State state) {
        List<State> states = List.of(state);
        for (Item item : items) {
            states = states.stream()
                    .flatMap(before -> item.read(reading, before).stream())
                    .distinct()
                    .toList();
        }
        return states;
    }

    Set<Slot> slots() {
        Set<Slot> slots = EnumSet.noneOf(Slot.class);
        items.forEach(item -> slots.addAll(item.slots()));
        return slots;
    }
}

package org.lungta.lab;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A piece of a rule. It can be written, given a fact, and read, given a text; both go from left to right over the same pieces, so
 * that what is read is exactly what can be written.
 */
sealed interface Item permits Item.Literal, Item.Say, Item.Suffix, Item.Call, Item.Group, Item.Free {
    /** Writes the piece, or nothing if the fact has nothing for it. */
    void write(Writing writing);

    /** Every way to go on from the state, past this piece. */
    List<State> read(Reading reading, State state);

    /** The slots that the piece itself says. */
    default Set<Slot> slots() {
        return Set.of();
    }

    /** A word that is always the same; glued to what is before it, or behind the separator. */
    record Literal(String text, boolean glued) implements Item {
        @Override
        public void write(Writing writing) {
            writing.add(text, glued);
        }

        @Override
        public List<State> read(Reading reading, State state) {
            return reading.text(state, text, glued);
        }
    }

    /** The word for what fills a slot, from the slot's table or from another one. */
    record Say(Slot slot, String table) implements Item {
        @Override
        public void write(Writing writing) {
            writing.say(slot, table);
        }

        @Override
        public List<State> read(Reading reading, State state) {
            return reading.word(state, slot, table);
        }

        @Override
        public Set<Slot> slots() {
            return EnumSet.of(slot);
        }
    }

    /** A mark on whatever stands before. */
    record Suffix(Mark mark) implements Item {
        @Override
        public void write(Writing writing) {
            writing.mark(mark);
        }

        @Override
        public List<State> read(Reading reading, State state) {
            return reading.mark(state, mark);
        }
    }

    /** Another rule. */
    record Call(Rule rule) implements Item {
        @Override
        public void write(Writing writing) {
            rule.write(writing);
        }

        @Override
        public List<State> read(Reading reading, State state) {
            return rule.read(reading, state);
        }
    }

    /** In brackets: there if, and only if, the fact fills all the slots inside. */
    record Group(Sequence items) implements Item {
        @Override
        public void write(Writing writing) {
            if (writing.fact().values().keySet().containsAll(items.slots())) {
                items.write(writing);
            }
        }

        @Override
        public List<State> read(Reading reading, State state) {
            List<State> states = new ArrayList<>(List.of(state));
            items.read(reading, state).stream()
                    .filter(after -> after.said().keySet().containsAll(items.slots()))
                    .forEachOrdered(states::add);
            return states;
        }
    }

    /** In braces: in any order. */
    record Free(List<Item> items) implements Item {
        public Free {
            items = List.copyOf(items);
        }

        @Override
        public void write(Writing writing) {
            writing.choice().order(items.size()).forEach(i -> items.get(i).write(writing));
        }

        @Override
        public List<State> read(Reading reading, State state) {
            List<State> states = new ArrayList<>(List.of(state));
            for (Item item : items) {
                List<Item> rest = items.stream().filter(other -> other != item).toList();
                for (State after : item.read(reading, state)) {
                    if (after.at() > state.at()) {
                        states.addAll(new Free(rest).read(reading, after));
                    }
                }
            }
            return states.stream().distinct().toList();
        }
    }
}

package org.lungta.lab;

import java.util.EnumSet;
import java.util.Set;

/** What takes part in an event: the slots that it must have and those that it may have. */
enum Frame {
    TRANSITIVE(
            EnumSet.of(Slot.AGENT, Slot.OBJECT),
            EnumSet.of(Slot.COMPANION, Slot.OWNER, Slot.NUMBER, Slot.ADJECTIVE, Slot.PLACE, Slot.TIME)),
    TRANSFER(
            EnumSet.of(Slot.AGENT, Slot.RECIPIENT, Slot.OBJECT),
            EnumSet.of(Slot.COMPANION, Slot.OWNER, Slot.NUMBER, Slot.ADJECTIVE, Slot.TIME)),
    MOTION(EnumSet.of(Slot.AGENT, Slot.PLACE), EnumSet.of(Slot.COMPANION, Slot.SOURCE, Slot.TIME));

    private final Set<Slot> needed;
    private final Set<Slot> free;

    Frame(Set<Slot> needed, Set<Slot> free) {
        this.needed = needed;
        this.free = free;
    }

    Set<Slot> needed() {
        return needed;
    }

    boolean fits(Fact fact) {
        Set<Slot> rest = EnumSet.copyOf(fact.values().keySet());
        boolean complete = rest.removeAll(needed) && fact.values().keySet().containsAll(needed);
        rest.removeAll(free);
        rest.removeAll(EnumSet.of(Slot.VERB, Slot.POLARITY, Slot.TENSE));
        return complete && rest.isEmpty();
    }

    boolean mayHave(Slot slot) {
        return needed.contains(slot) || free.contains(slot);
    }
}

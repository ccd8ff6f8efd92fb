package org.lungta.lab;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a sentence says, held against what it should say.
 *
 * @param truth what it should say
 * @param said what it says, of several readings the one nearest to the truth; wrong allomorphs are overlooked
 * @param grammatical whether it can be read with every allomorph right
 * @param readings how many facts it can be read as
 * @param slips the wrong allomorphs
 */
public record Verdict(Fact truth, Optional<Fact> said, boolean grammatical, int readings, List<Slip> slips) {
    public Verdict {
        slips = List.copyOf(slips);
    }

    /** Grammatical, and it says the fact and nothing else. */
    public boolean exact() {
        return grammatical && meant();
    }

    /** It says the fact and nothing else, if perhaps with wrong allomorphs. */
    public boolean meant() {
        return said.filter(truth::equals).isPresent();
    }

    /** The slots that are filled as they should be. */
    Set<Slot> right() {
        Set<Slot> right = saidSlots();
        right.removeIf(slot -> !said.orElseThrow().get(slot).equals(truth.get(slot)));
        return right;
    }

    /** The slots that are filled though the truth leaves them empty. */
    Set<Slot> added() {
        Set<Slot> added = saidSlots();
        added.removeAll(truth.values().keySet());
        return added;
    }

    /** The slots that are filled. */
    Set<Slot> saidSlots() {
        Set<Slot> slots = EnumSet.noneOf(Slot.class);
        slots.addAll(said.map(Fact::values).orElse(Map.of()).keySet());
        return slots;
    }
}

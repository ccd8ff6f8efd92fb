package org.lungta.lab;

import static org.lungta.check.Check.require;

import java.util.Map;

/**
 * How hard a world is.
 *
 * @param level which names there are: those of this level and below
 * @param shares by a slot's name, how often a fact that could fill the slot does
 * @param facts how many facts a passage tells
 * @param shared how often a later fact of a passage takes over something of its first
 * @param longest from how many filled slots on a fact is kept for the test of length
 */
record Difficulty(int level, Map<String, Double> shares, Range facts, double shared, int longest) {
    Difficulty {
        shares = Map.copyOf(shares);
        shares.forEach((slot, share) ->
                require(0 <= share && share <= 1, "the share of %s is %s, outside [0, 1]", Slot.of(slot), share));
        require(0 <= shared && shared <= 1, "shared is %s, outside [0, 1]", shared);
    }

    double share(Slot slot) {
        return shares.getOrDefault(slot.label(), 0.0);
    }
}

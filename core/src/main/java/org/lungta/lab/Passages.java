package org.lungta.lab;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws passages whose facts are all of one pool. A later fact often takes over the agent, or verb and object, of the first one, so
 * that a question about one fact has the others for distractors.
 */
final class Passages {
    private static final int MOST_DRAWS = 100_000;

    private final World world;
    private final Pools pools;
    private final Sampler sampler;

    Passages(World world, Pools pools) {
        this.world = world;
        this.pools = pools;
        sampler = new Sampler(world);
    }

    /** A passage of the difficulty's length. */
    Passage draw(Pool pool, Choice choice) {
        return draw(pool, world.difficulty().facts(), choice);
    }

    Passage draw(Pool pool, Range length, Choice choice) {
        int count = length.draw(choice);
        List<Fact> facts = new ArrayList<>();
        for (int draws = 0; facts.size() < count; draws++) {
            require(draws < MOST_DRAWS, "no passage of %d facts can be had in %s: choose a larger world", count, pool);
            Fact fact = sampler.fact(choice);
            if (!facts.isEmpty() && choice.chance(world.difficulty().shared())) {
                fact = shared(fact, facts.get(0), choice);
            }
            if (world.allows(fact) && pools.of(fact) == pool && !facts.contains(fact)) {
                facts.add(fact);
            }
        }
        return new Passage(facts);
    }

    private static Fact shared(Fact fact, Fact first, Choice choice) {
        if (first.has(Slot.OBJECT) && fact.has(Slot.OBJECT) && choice.chance(1.0 / 3)) {
            return fact.with(Slot.VERB, first.verb())
                    .with(Slot.OBJECT, first.values().get(Slot.OBJECT));
        }
        return fact.with(Slot.AGENT, first.values().get(Slot.AGENT));
    }
}

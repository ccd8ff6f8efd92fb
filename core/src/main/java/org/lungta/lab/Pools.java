package org.lungta.lab;

import static org.lungta.check.Check.refuse;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.lungta.random.CounterRandom;

/**
 * Which pool a fact is in: a function of the seed and the fact alone, so that the pools are disjoint whatever is drawn.
 *
 * <pre>
 * at least `long` filled slots, polarity and tense not counted                    -> LENGTH
 * else verb x place, agent x verb or number x object is among the held-out pairs  -> COMPOSITIONAL
 * else                                                                            -> by the hash of the fact's key
 * </pre>
 */
record Pools(World world, long seed) {
    private static final double HELD_OUT = 0.07;
    private static final int MOST_DRAWS_IN_VAIN = 200_000;
    private static final long PAIR = CounterRandom.coordinate("held-out pair");
    private static final long KEY = CounterRandom.coordinate("pool");
    private static final long DRAW = CounterRandom.coordinate("facts of pools");

    Pool of(Fact fact) {
        if (filled(fact) >= world.difficulty().longest()) {
            return Pool.LENGTH;
        }
        boolean heldOut = heldOut(fact, Slot.VERB, Slot.PLACE)
                || heldOut(fact, Slot.AGENT, Slot.VERB)
                || heldOut(fact, Slot.NUMBER, Slot.OBJECT);
        return heldOut
                ? Pool.COMPOSITIONAL
                : Pool.at(CounterRandom.uniform(seed, KEY, CounterRandom.coordinate(fact.key())));
    }

    /** So many different facts of each pool as are wanted and fit, drawn one after the other. */
    Map<Pool, List<Fact>> draw(Map<Pool, Integer> wanted, BiPredicate<Pool, Fact> fits) {
        Map<Pool, Set<Fact>> drawn = new EnumMap<>(Pool.class);
        wanted.keySet().forEach(pool -> drawn.put(pool, new LinkedHashSet<>()));
        int missing = wanted.values().stream().mapToInt(Integer::intValue).sum();
        long last = 0;
        Sampler sampler = new Sampler(world);
        for (long i = 0; missing > 0; i++) {
            if (i - last >= MOST_DRAWS_IN_VAIN) {
                throw refuse(
                        "this world has too few facts for %s, only %s were found: ask for fewer", wanted, sizes(drawn));
            }
            Fact fact = sampler.fact(seed, DRAW, i);
            Pool pool = of(fact);
            if (wanted.containsKey(pool)
                    && drawn.get(pool).size() < wanted.get(pool)
                    && fits.test(pool, fact)
                    && drawn.get(pool).add(fact)) {
                missing--;
                last = i;
            }
        }
        Map<Pool, List<Fact>> facts = new EnumMap<>(Pool.class);
        drawn.forEach((pool, some) -> facts.put(pool, List.copyOf(some)));
        return facts;
    }

    private static Map<Pool, Integer> sizes(Map<Pool, Set<Fact>> drawn) {
        Map<Pool, Integer> sizes = new EnumMap<>(Pool.class);
        drawn.forEach((pool, facts) -> sizes.put(pool, facts.size()));
        return sizes;
    }

    private static int filled(Fact fact) {
        return fact.values().size() - (fact.negated() ? 1 : 0) - (fact.future() ? 1 : 0);
    }

    private boolean heldOut(Fact fact, Slot one, Slot two) {
        if (!fact.has(one) || !fact.has(two)) {
            return false;
        }
        String pair = one + "=" + fact.values().get(one) + " " + two + "="
                + fact.values().get(two);
        return CounterRandom.uniform(seed, PAIR, CounterRandom.coordinate(pair)) < HELD_OUT;
    }
}

package org.lungta.lab;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.lungta.random.CounterRandom;

/** A narrow domain: facts of a few verbs and a few persons. */
record Narrow(Set<String> verbs, Set<String> persons) implements Predicate<Fact> {
    private static final long DRAW = CounterRandom.coordinate("narrow");

    static Narrow of(World world, WorldSettings.Regime regime, long seed) {
        return new Narrow(
                some(world.verbs(), regime.verbs(), Choice.random(seed, DRAW, 0)),
                some(world.names(Slot.AGENT), regime.persons(), Choice.random(seed, DRAW, 1)));
    }

    @Override
    public boolean test(Fact fact) {
        return verbs.contains(fact.verb())
                && fact.values().entrySet().stream()
                        .filter(entry -> entry.getKey().table().equals(Slot.AGENT.table()))
                        .allMatch(entry -> persons.contains(entry.getValue()));
    }

    private static Set<String> some(List<String> names, int count, Choice choice) {
        return count == 0
                ? Set.copyOf(names)
                : Set.copyOf(choice.order(names.size()).stream()
                        .limit(count)
                        .map(names::get)
                        .toList());
    }
}

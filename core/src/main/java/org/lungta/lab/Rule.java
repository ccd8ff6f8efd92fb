package org.lungta.lab;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A name for alternatives; mutable only while a grammar is read, since rules may be used before they are written down. */
final class Rule {
    /**
     * One way to say it.
     *
     * @param weight how often it is chosen, against the others whose conditions hold
     */
    record Alternative(int weight, List<Condition> conditions, Sequence items) {
        Alternative {
            conditions = List.copyOf(conditions);
        }

        private boolean holds(World world, Fact fact) {
            return conditions.stream().allMatch(condition -> condition.holds(world, fact));
        }

        private Optional<State> enter(World world, State state) {
            Optional<State> entered = Optional.of(state);
            for (Condition condition : conditions) {
                entered = entered.flatMap(now -> condition.read(world, now));
            }
            return entered;
        }
    }

    private final String name;
    private final List<Alternative> alternatives = new ArrayList<>();

    Rule(String name) {
        this.name = name;
    }

    void add(Alternative alternative) {
        alternatives.add(alternative);
    }

    boolean canSay(World world, Fact fact) {
        return alternatives.stream().anyMatch(alternative -> alternative.holds(world, fact));
    }

    void write(Writing writing) {
        List<Alternative> possible = alternatives.stream()
                .filter(alternative -> alternative.holds(writing.world(), writing.fact()))
                .toList();
        require(!possible.isEmpty(), "the rule %s has no alternative for %s: add one", name, writing.fact());
        int chosen = writing.choice()
                .weighted(possible.stream().map(Alternative::weight).toList());
        possible.get(chosen).items().write(writing);
    }

    List<State> read(Reading reading, State state) {
        Set<State> states = new LinkedHashSet<>();
        for (Alternative alternative : alternatives) {
            alternative
                    .enter(reading.world(), state)
                    .ifPresent(entered -> states.addAll(alternative.items().read(reading, entered)));
        }
        return List.copyOf(states);
    }
}

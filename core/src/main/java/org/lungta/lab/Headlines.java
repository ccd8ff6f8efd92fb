package org.lungta.lab;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a document is about: the last thing done by whoever acts most often in it, without its circumstances. */
final class Headlines {
    private final World world;

    Headlines(World world) {
        this.world = world;
    }

    /** The core of the main fact; none where nothing is asserted. Of two who act equally often the one named first counts. */
    Optional<Fact> main(Passage passage) {
        List<Fact> asserted = passage.facts().stream()
                .filter(fact -> !fact.negated() && !fact.future())
                .toList();
        Map<String, Integer> acts = new LinkedHashMap<>();
        asserted.forEach(fact -> acts.merge(agent(fact), 1, Integer::sum));
        int most = acts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return acts.keySet().stream()
                .filter(agent -> acts.get(agent) == most)
                .findFirst()
                .flatMap(agent -> asserted.stream()
                        .filter(fact -> agent.equals(agent(fact)))
                        .reduce((before, after) -> after))
                .map(this::core);
    }

    /** The verb and what its frame cannot do without. */
    Fact core(Fact fact) {
        Set<Slot> kept = EnumSet.copyOf(world.frame(fact.verb()).needed());
        kept.add(Slot.VERB);
        return fact.only(kept);
    }

    private static String agent(Fact fact) {
        return fact.values().get(Slot.AGENT);
    }
}

package org.lungta.run;

import static org.lungta.check.Check.require;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lungta.contrast.Negatives;
import org.lungta.contrast.NegativesByRule;
import org.lungta.corpus.Example;
import org.lungta.corpus.PairFields;
import org.lungta.lab.Fact;
import org.lungta.lab.NearMisses;
import org.lungta.lab.WorldSettings;
import org.lungta.probe.Kind;
import org.lungta.probe.MinimalPairs;
import org.lungta.random.CounterRandom;
import org.lungta.recipe.Default;

/** What an encoder is taught to tell from the right text, beside the other pairs of a batch. */
public sealed interface HardNegatives {
    /** Those for an adaptation, given its pairs. */
    Negatives of(EncoderRecipe recipe, List<Example> pairs);

    /** Nothing: an encoder that is told texts apart by what they are about, and may take a wrong statement for a right one. */
    record None() implements HardNegatives {
        @Override
        public Negatives of(EncoderRecipe recipe, List<Example> pairs) {
            return (batch, step) -> List.of();
        }
    }

    /** Texts made wrong by rule, in any language; one a pair, of the first kind that applies in an order that is drawn. */
    record Rules(
            @Default("[number, negation, name, clause, same-length]")
            List<Kind> kinds) implements HardNegatives {
        @Override
        public Negatives of(EncoderRecipe recipe, List<Example> pairs) {
            List<String> pool = pairs.stream().map(Example::source).toList();
            return new NegativesByRule(
                    MinimalPairs.of(recipe.adaptation().learning(), pool, recipe.seed()),
                    kinds.stream().sorted().distinct().toList(),
                    recipe.seed());
        }
    }

    /**
     * In the lab: sentences that say the pair's fact with one thing otherwise.
     *
     * @param world that the pairs are from; an experiment's own where it is left out
     */
    record OneSlot(Optional<WorldSettings> world) implements HardNegatives {
        @Override
        public Negatives of(EncoderRecipe recipe, List<Example> pairs) {
            String learning = recipe.adaptation().learning();
            require(
                    world.isPresent(),
                    "negatives.one-slot names no world, and the recipe has no lab: give its settings");
            NearMisses wrong = NearMisses.of(world.get());
            require(
                    wrong.language().equals(learning),
                    "negatives.one-slot makes sentences in %s, but %s is learnt: give the world that the pairs are"
                            + " from",
                    wrong.language(),
                    learning);
            Map<String, String> facts = new HashMap<>();
            recipe.adaptation().pairs().forEach(s -> facts.putAll(PairFields.texts(s.file(), "fact")));
            pairs.forEach(pair -> require(
                    facts.containsKey(pair.id()), "%s: the pair says no fact: only the lab's pairs do", pair.place()));
            return (batch, step) -> sentences(wrong, facts, batch, CounterRandom.bits(recipe.seed(), step));
        }

        private static List<String> sentences(
                NearMisses wrong, Map<String, String> facts, List<Example> batch, long draw) {
            Map<String, Fact> said = new LinkedHashMap<>();
            batch.forEach(pair -> said.put(pair.id(), Fact.ofKey(facts.get(pair.id()))));
            Set<Fact> right = Set.copyOf(said.values());
            return said.entrySet().stream()
                    .flatMap(e ->
                            wrong.sentence(e.getValue(), right, draw, CounterRandom.coordinate(e.getKey())).stream())
                    .distinct()
                    .toList();
        }

        @Override
        public HardNegatives in(Optional<WorldSettings> lab) {
            return world.isPresent() ? this : new OneSlot(lab);
        }
    }

    /** The same with what the experiment's lab tells. */
    default HardNegatives in(Optional<WorldSettings> lab) {
        return this;
    }
}

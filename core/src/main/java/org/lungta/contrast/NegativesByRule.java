package org.lungta.contrast;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lungta.corpus.Example;
import org.lungta.probe.Kind;
import org.lungta.probe.MinimalPairs;
import org.lungta.random.CounterRandom;

/** Hard negatives by rule: for each learnt text of a batch a wrong one, of the first kind that applies in an order that is drawn. */
public record NegativesByRule(MinimalPairs rules, List<Kind> kinds, long seed) implements Negatives {

    @Override
    public List<String> of(List<Example> batch, int step) {
        Set<String> right = new HashSet<>();
        batch.forEach(pair -> right.add(pair.source().strip()));
        Set<String> wrong = new LinkedHashSet<>();
        for (int i = 0; i < batch.size() && !kinds.isEmpty(); i++) {
            String text = batch.get(i).source();
            for (int kind : CounterRandom.permutation(kinds.size(), seed, step, i)) {
                var made = rules.wrong(kinds.get(kind), text, step).filter(w -> !right.contains(w.strip()));
                if (made.isPresent()) {
                    wrong.add(made.get());
                    break;
                }
            }
        }
        return new ArrayList<>(wrong);
    }
}

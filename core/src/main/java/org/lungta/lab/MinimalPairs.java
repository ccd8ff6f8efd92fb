package org.lungta.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A source, a sentence that says the same, one that says one thing otherwise, and a third that says the first in other words: for
 * encoders, judges and policies. The facts are those of the tests, the same for every kind, until each kind has its number.
 */
final class MinimalPairs {
    private static final int MOST_DRAWS_A_PAIR = 2000;

    private final Scene scene;

    MinimalPairs(Scene scene) {
        this.scene = scene;
    }

    Lines lines() {
        Lines lines = new Lines();
        int wanted = scene.settings().sizes().minimalPairs();
        for (Wrong.Kind kind : Wrong.Kind.values()) {
            Sampler sampler = new Sampler(scene.world());
            int found = 0;
            for (int i = 0; found < wanted && i < wanted * MOST_DRAWS_A_PAIR; i++) {
                Choice choice = scene.choice("minimal pair " + kind, i);
                Fact fact = sampler.fact(choice);
                Optional<Fact> wrong = scene.pools().of(fact) == Pool.IID
                        ? Wrong.of(kind, scene.world(), fact, choice)
                        : Optional.empty();
                if (wrong.isPresent()) {
                    lines.add(line(kind, fact, wrong.get(), kind.label() + "-" + found++, choice));
                }
                if (i >= MOST_DRAWS_A_PAIR && found == 0) {
                    break;
                }
            }
        }
        return lines;
    }

    private Map<String, Object> line(Wrong.Kind kind, Fact fact, Fact wrong, String id, Choice choice) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", id);
        line.put("kind", kind.label());
        line.put("source", scene.dominant().sentence(fact, choice));
        line.put("right", scene.language().sentence(fact, choice));
        line.put("other", scene.language().sentence(fact, choice));
        line.put("wrong", scene.language().sentence(wrong, choice));
        line.put("facts", List.of(fact.key(), wrong.key()));
        return line;
    }
}

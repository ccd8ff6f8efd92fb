package org.lungta.reward;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Parts that are put together to one score for each completion. */
record Parts(List<Part> parts) {
    Parts {
        parts = List.copyOf(parts);
        long names = parts.stream().map(Part::name).distinct().count();
        require(names == parts.size(), "two parts of a reward have one name: %s", names(parts));
    }

    /** Totals of the values by name. What one of the parts cannot score is unscorable. */
    List<List<Score>> scores(List<Answers> groups, ToDoubleFunction<Map<String, Double>> total) {
        List<List<List<OptionalDouble>>> values =
                parts.stream().map(p -> p.values(groups)).toList();
        List<List<Score>> scores = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            List<Score> own = new ArrayList<>();
            for (int i = 0; i < groups.get(g).completions().size(); i++) {
                own.add(score(values, g, i, total));
            }
            scores.add(own);
        }
        return scores;
    }

    private Score score(
            List<List<List<OptionalDouble>>> values, int g, int i, ToDoubleFunction<Map<String, Double>> total) {
        Map<String, Double> byName = new TreeMap<>();
        for (int k = 0; k < parts.size(); k++) {
            OptionalDouble value = values.get(k).get(g).get(i);
            if (value.isEmpty()) {
                return new Score.Unscorable(parts.get(k).name() + " has no value");
            }
            byName.put(parts.get(k).name(), value.getAsDouble());
        }
        return new Score.Value(total.applyAsDouble(byName), byName);
    }

    private static List<String> names(List<Part> parts) {
        return parts.stream().map(Part::name).toList();
    }
}

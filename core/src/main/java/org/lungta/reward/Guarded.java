package org.lungta.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A reward behind one gate more: R = g R', the gate's value among the parts.
 *
 * @param gate a part whose values are 0 and 1, such as {@link NativeText}
 */
public record Guarded(Reward reward, Part gate) implements Reward {
    @Override
    public List<List<Score>> score(List<Answers> groups) {
        List<List<Score>> scores = reward.score(groups);
        List<List<OptionalDouble>> gates = gate.values(groups);
        List<List<Score>> guarded = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            List<Score> own = new ArrayList<>();
            for (int i = 0; i < scores.get(g).size(); i++) {
                own.add(guarded(scores.get(g).get(i), gates.get(g).get(i)));
            }
            guarded.add(own);
        }
        return guarded;
    }

    private Score guarded(Score score, OptionalDouble open) {
        if (!(score instanceof Score.Value value)) {
            return score;
        }
        if (open.isEmpty()) {
            return new Score.Unscorable(gate.name() + " has no value");
        }
        TreeMap<String, Double> parts = new TreeMap<>(value.parts());
        parts.put(gate.name(), open.getAsDouble());
        return new Score.Value(open.getAsDouble() * value.total(), parts);
    }
}

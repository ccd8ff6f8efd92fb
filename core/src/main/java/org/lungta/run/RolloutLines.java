package org.lungta.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lungta.reward.Score;
import org.lungta.train.Experience;
import org.lungta.train.Group;

/** The lines of rollouts.jsonl: a completion a line, with its score's parts. */
final class RolloutLines {
    private RolloutLines() {}

    static void write(Journal rollouts, int step, Group group) {
        for (Experience e : group.experience()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("step", step);
            line.put("prompt", group.prompt().id());
            line.put("source", group.prompt().source());
            line.put("reference", group.prompt().reference());
            line.put("completion", e.rollout().completion().text());
            line.put("finish", e.rollout().completion().finish());
            line.put("tokens", e.rollout().completion().tokens().length());
            if (e.score() instanceof Score.Value value) {
                line.put("reward", value.total());
                line.put("parts", value.parts());
            } else if (e.score() instanceof Score.Unscorable unscorable) {
                line.put("unscorable", unscorable.reason());
            }
            line.put("advantage", e.advantage());
            rollouts.append(line);
        }
    }
}

package org.lungta.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.audit.Alarm;
import org.lungta.eval.Drifting;
import org.lungta.eval.Translation;

/**
 * What a recipe asks for beside the three models' figures.
 *
 * @param lead what the first syllables of each document score as its headline
 * @param alarms of the detectors during GRPO
 * @param drift from the base, by model and set of texts
 * @param recovery the model after the recovery
 */
public record Extras(
        Optional<Translation.Summary> lead,
        Optional<AuditFindings> audit,
        List<Alarm> alarms,
        Map<String, Map<String, Drifting.Summary>> drift,
        Optional<Results.Evaluation> recovery) {
    public Extras {
        alarms = List.copyOf(alarms);
    }
}

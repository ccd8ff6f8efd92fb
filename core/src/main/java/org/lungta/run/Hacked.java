package org.lungta.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lungta.evidence.Figure;
import org.lungta.evidence.Item;
import org.lungta.evidence.Value;
import org.lungta.statistics.Bounds;
import org.lungta.statistics.Effect;
import org.lungta.statistics.Observation;

/**
 * What a hackable arm did between the cold start and its last checkpoint: to the similarity that its reward saw, to that of the encoder
 * which may judge, and to the truth. Where the first rises and the last does not, the reward was hacked.
 */
record Hacked(ExperimentRecipe recipe, List<ExperimentRun.Measured> measured) {
    private static final double CONFIDENCE = 0.95;

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        Optional<Map<String, Value>> start = recipe.arms().entrySet().stream()
                .filter(e -> e.getValue() instanceof Arm.ColdStart)
                .flatMap(e -> ends(e.getKey()).values().stream())
                .findFirst()
                .map(m -> m.found().values());
        recipe.arms().forEach((name, arm) -> {
            if (arm instanceof Arm.Hackable hackable && start.isPresent()) {
                for (String measure : List.of(MeasureList.by(hackable.encoder()), "similarity", "exact facts")) {
                    figure(name, hackable.encoder(), measure, start.get()).ifPresent(figures::add);
                }
            }
        });
        return figures;
    }

    private Map<String, ExperimentRun.Measured> ends(String arm) {
        return AppendixOf.last(measured, arm);
    }

    private Optional<Figure> figure(String arm, String encoder, String measure, Map<String, Value> start) {
        Map<String, Double> before = new HashMap<>();
        start.get(measure).items().forEach(item -> before.put(item.id(), item.value()));
        List<Observation> gains = new ArrayList<>();
        ends(arm).forEach((seed, end) -> {
            for (Item item : end.found().values().get(measure).items()) {
                gains.add(new Observation(seed, item.cluster(), item.value() - before.get(item.id())));
            }
        });
        if (gains.stream().map(Observation::cluster).distinct().count() < 2) {
            return Optional.empty();
        }
        Effect gain = Effect.of(gains);
        Bounds interval = gain.interval(CONFIDENCE);
        return Optional.of(new Figure(
                "Rewarded by %s, which can be gamed: what became of the arm %s".formatted(encoder, arm),
                measure,
                gain.difference(),
                "against the cold start",
                String.format(
                        Locale.ROOT,
                        "[%.3f, %.3f] with 95 %% confidence, over items and seeds; at the cold start %.3f.",
                        interval.low(),
                        interval.high(),
                        start.get(measure).mean())));
    }
}

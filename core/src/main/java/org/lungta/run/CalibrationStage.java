package org.lungta.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lungta.eval.SampledReward;
import org.lungta.model.Adapter;
import org.lungta.model.Merged;
import org.lungta.reward.Calibration;
import org.lungta.text.Prompt;

/** Finds tau from the cold start's own samples on dev prompts. */
final class CalibrationStage {
    private static final String NAME = "calibration";

    private final Workbench bench;

    /** A record, not a Map.of: that one's order differs from process to process. */
    private record Line(String stage, Calibration calibration) {}

    CalibrationStage(Workbench bench) {
        this.bench = bench;
    }

    Calibration calibrate(Adapter started) {
        Recipe.Tau tau = bench.recipe.reward().tau();
        if (tau instanceof Recipe.Tau.Fixed fixed) {
            return new Calibration(Double.NaN, fixed.value(), 0, Double.NaN, Double.NaN);
        }
        Recipe.Tau.Calibrated settings = (Recipe.Tau.Calibrated) tau;
        String key = Keys.of(
                NAME,
                bench.inputs(),
                bench.recipe.coldStart(),
                bench.recipe.adapter(),
                settings,
                bench.recipe.grpo().sampling());
        Calibration calibration = bench.stage(NAME, key, Calibration.class, begin -> {
            bench.cut(begin);
            Path items = bench.folder.path(NAME + "/" + key + ".jsonl");
            Calibration made = Calibration.of(cosines(started, settings, items), settings.quantile());
            bench.journal.append(new Line(NAME, made));
            return made;
        });
        bench.console.say(
                "tau %.4f: quantile %.2f of %d samples of the cold start (mean %.4f)",
                calibration.tau(), calibration.quantile(), calibration.samples(), calibration.mean());
        return calibration;
    }

    private List<Double> cosines(Adapter started, Recipe.Tau.Calibrated settings, Path items) {
        List<Prompt> prompts = bench.prompts(bench.data
                .calibration()
                .subList(
                        0, Math.min(settings.prompts(), bench.data.calibration().size())));
        SampledReward sampling = new SampledReward(
                bench.reward(0),
                bench.sampling(),
                settings.samples(),
                bench.recipe.task().maxNewTokens(),
                bench.recipe.seed());
        try (Merged merged = Merged.of(bench.weights, Optional.of(started), 64)) {
            return sampling
                    .evaluate(bench.model(merged), prompts, items, bench.console.progress("calibrating tau"))
                    .stream()
                    .flatMap(item -> item.cosines().stream())
                    .toList();
        }
    }
}

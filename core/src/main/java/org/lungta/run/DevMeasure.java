package org.lungta.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lungta.corpus.Example;
import org.lungta.eval.SampledReward;
import org.lungta.model.Adapter;
import org.lungta.model.Merged;
import org.lungta.reward.Reward;

/** The named dev metric of GRPO: what samples of the policy as it stands earn on dev prompts, by which rates are chosen. */
final class DevMeasure {
    private static final int ROWS = 64;

    private final Workbench bench;
    private final Optional<Recipe.DevReward> settings;
    private final Reward reward;
    private final String key;

    DevMeasure(Workbench bench, Reward reward, String key) {
        this.bench = bench;
        this.settings = bench.recipe.grpo().dev();
        this.reward = reward;
        this.key = key;
    }

    /** Mean R_sim and R_lang after so many updates. */
    record Point(int step, double similarity, double language) {}

    /** A point where one is due after {@code step} updates. */
    Optional<Point> after(int step, Adapter adapter) {
        return settings.filter(s ->
                        step % s.every() == 0 || step == bench.recipe.grpo().steps())
                .map(s -> measure(s, step, adapter));
    }

    private Point measure(Recipe.DevReward s, int step, Adapter adapter) {
        List<Example> dev = bench.data.calibration();
        SampledReward sampling = new SampledReward(
                reward, bench.sampling(), s.samples(), bench.recipe.task().maxNewTokens(), bench.recipe.seed());
        Path items = bench.folder.path("grpo/dev/%s-%06d.jsonl".formatted(key.substring(0, 8), step));
        try (Merged merged = Merged.of(bench.weights, Optional.of(adapter), ROWS)) {
            SampledReward.Summary summary = sampling.summary(sampling.evaluate(
                    bench.model(merged),
                    bench.prompts(dev.subList(0, Math.min(s.prompts(), dev.size()))),
                    items,
                    (done, total) -> {}));
            double similarity = summary.similarity().estimate();
            bench.console.say("after %d updates: R_sim %.4f on dev", step, similarity);
            return new Point(step, similarity, summary.language().estimate());
        }
    }
}

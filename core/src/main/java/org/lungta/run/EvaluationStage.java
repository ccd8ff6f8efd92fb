package org.lungta.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.corpus.Example;
import org.lungta.eval.Comprehension;
import org.lungta.eval.Model;
import org.lungta.eval.SampledReward;
import org.lungta.eval.Translation;
import org.lungta.metric.CmrcScore;
import org.lungta.model.Adapter;
import org.lungta.model.Merged;
import org.lungta.model.Work;
import org.lungta.reward.Calibration;
import org.lungta.tensor.Engine;
import org.lungta.text.Prompt;

/** Measures one model: the task on test pairs, general competence, and, with an adapter, what its samples earn. */
final class EvaluationStage {
    private static final int ROWS = 32;
    private static final long SAMPLING_SEED = 1;

    private final Workbench bench;
    private final Recipe.Evaluations settings;
    private final Map<String, List<SampledReward.Item>> sampled = new HashMap<>();

    /** What greedy decoding of the task and of the passages computed and spared, and the most memory so far. */
    private record Done(String stage, Work work, long peakResidentBytes) {}

    EvaluationStage(Workbench bench) {
        this.bench = bench;
        this.settings = bench.recipe.evaluation();
    }

    Results.Evaluation measure(String name, Optional<Adapter> adapter, Calibration tau) {
        try (Merged merged = Merged.of(bench.weights, adapter, ROWS)) {
            Model model = bench.model(merged);
            // A file of items belongs to what it was made from: everything upstream is in its name.
            String key = Keys.of(
                    name,
                    bench.inputs(),
                    bench.recipe.coldStart(),
                    bench.recipe.adapter(),
                    settings,
                    afterGrpo(name) ? bench.recipe.grpo() : "",
                    afterGrpo(name) ? tau.tau() : "",
                    name.equals(RecoveryStage.NAME) ? bench.recipe.recovery() : "");
            Translation.Summary test = translate(name, key, model);
            Optional<CmrcScore> comprehension = bench.data
                    .readings()
                    .map(readings -> new Comprehension(settings.answerTokens())
                            .evaluate(
                                    model,
                                    readings,
                                    items(name, "cmrc", key),
                                    bench.console.progress(name + ": cmrc")));
            bench.timing.append(new Done("evaluation/" + name, merged.work(), Engine.peakResidentBytes()));
            String rewardKey = Keys.of(key, tau.tau(), bench.recipe.grpo().pool());
            return new Results.Evaluation(
                    test,
                    comprehension,
                    adapter.map(a -> sample(name, "pool", rewardKey, model, bench.data.pool(), tau)),
                    adapter.map(a -> sample(name, "unseen", rewardKey, model, bench.data.heldOut(), tau)));
        }
    }

    private static boolean afterGrpo(String name) {
        return name.equals("grpo") || name.equals(RecoveryStage.NAME);
    }

    /** How R_sim changed from the cold start to GRPO, paired by prompt. */
    Results.Gains gains() {
        return new Results.Gains(
                SampledReward.gain(sampled.get("cold-start/pool"), sampled.get("grpo/pool")),
                SampledReward.gain(sampled.get("cold-start/unseen"), sampled.get("grpo/unseen")));
    }

    private Translation.Summary translate(String name, String key, Model model) {
        Translation translation = new Translation(
                bench.recipe.task().to(),
                Optional.of(bench.encoders.similarity()),
                bench.encoders.judging(),
                bench.recipe.task().maxNewTokens());
        List<Prompt> prompts = bench.prompts(bench.data.test());
        return translation.evaluate(model, prompts, items(name, "test", key), bench.console.progress(name + ": test"));
    }

    private SampledReward.Summary sample(
            String name, String set, String key, Model model, List<Example> examples, Calibration tau) {
        SampledReward sampling = new SampledReward(
                bench.reward(tau.tau()),
                bench.sampling(),
                settings.rewardSamples(),
                bench.recipe.task().maxNewTokens(),
                SAMPLING_SEED);
        List<Prompt> prompts = bench.prompts(examples);
        List<SampledReward.Item> items = sampling.evaluate(
                model, prompts, items(name, set, key), bench.console.progress(name + ": samples, " + set));
        sampled.put(name + "/" + set, items);
        return sampling.summary(items);
    }

    private Path items(String name, String set, String key) {
        return bench.folder.path("evaluation/%s/%s-%s.jsonl".formatted(name, set, key.substring(0, 8)));
    }
}

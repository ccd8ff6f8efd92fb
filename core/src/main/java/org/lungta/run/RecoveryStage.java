package org.lungta.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.check.Stop;
import org.lungta.checkpoint.AdapterFolder;
import org.lungta.checkpoint.ContentHash;
import org.lungta.model.Adapter;
import org.lungta.model.Policy;
import org.lungta.model.PromptGroup;
import org.lungta.train.AdamW;
import org.lungta.train.Sft;

/** The recovery, from GRPO's adapter. It is short: stopped in between, it begins again. */
final class RecoveryStage {
    static final String NAME = "recovery";

    private final Workbench bench;
    private final Optional<RecoverySettings> settings;

    RecoveryStage(Workbench bench) {
        this.bench = bench;
        this.settings = bench.recipe.recovery();
    }

    /** Dev loss in nats a target token before the first update and after the last. */
    record Result(int steps, double devBefore, double devAfter) {}

    /** The adapter that was recovered, where the recipe asks for it. The caller closes it. */
    Optional<Adapter> recover(Adapter improved) {
        return settings.map(s -> {
            String key = Keys.of(
                    NAME,
                    bench.inputs(),
                    bench.recipe.coldStart(),
                    bench.recipe.adapter(),
                    s,
                    ContentHash.ofFile(bench.folder.path("grpo/adapter/adapter_model.safetensors")));
            Path folder = bench.folder.path(NAME + "/adapter");
            Result result = bench.stage(NAME, key, Result.class, begin -> {
                bench.cut(begin);
                return train(s, improved, folder);
            });
            bench.console.say(
                    "recovery: %d updates, dev loss %.3f before, %.3f after",
                    result.steps(), result.devBefore(), result.devAfter());
            return AdapterFolder.read(folder, bench.weights);
        });
    }

    private Result train(RecoverySettings s, Adapter improved, Path folder) {
        List<PromptGroup> lessons =
                bench.data.coldStart().stream().map(bench::lesson).toList();
        List<PromptGroup> dev = bench.data.dev().stream().map(bench::lesson).toList();
        try (Policy policy = new Policy(bench.weights, improved.frozenCopy());
                AdamW optimizer = bench.adapters.optimizer(policy.adapter(), s.rate())) {
            Sft sft = new Sft(
                    policy,
                    optimizer,
                    new Sft.Settings(
                            s.batchSize(),
                            s.epochs(),
                            bench.recipe.adapter().dropout(),
                            bench.recipe.coldStart().tokenBudget(),
                            bench.recipe.seed() + 1,
                            s.schedule()));
            double before = sft.loss(dev);
            int steps = sft.steps(lessons.size());
            Console.Progress progress = bench.console.progress(NAME);
            for (int step = 0; step < steps; step++) {
                Stop.check();
                Sft.Step made = sft.step(step, lessons);
                bench.journal.append(line(step + 1, made));
                progress.at(step + 1, steps, "loss %.3f".formatted(made.loss()));
            }
            bench.adapters.save(folder, policy.adapter());
            return new Result(steps, before, sft.loss(dev));
        }
    }

    private static Map<String, Object> line(int step, Sft.Step made) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("stage", NAME);
        line.put("step", step);
        line.put("loss", made.loss());
        line.put("tokens", made.tokens());
        line.put("grad_norm", made.gradNorm());
        line.put("learning_rate", made.rate());
        return line;
    }
}

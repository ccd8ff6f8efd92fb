package org.lungta.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lungta.check.Stop;
import org.lungta.checkpoint.AdapterFolder;
import org.lungta.model.Adapter;
import org.lungta.model.Merged;
import org.lungta.model.Policy;
import org.lungta.model.PromptGroup;
import org.lungta.random.CounterRandom;
import org.lungta.reward.Calibration;
import org.lungta.rollout.Draws;
import org.lungta.rollout.Rollout;
import org.lungta.rollout.Sampler;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.Prompt;
import org.lungta.train.AdamW;
import org.lungta.train.Advantage;
import org.lungta.train.Group;
import org.lungta.train.Grpo;
import org.lungta.train.Step;

/** The reinforcement stage, from the cold start's adapter. */
final class GrpoStage {
    private static final String NAME = "grpo";

    private final Workbench bench;
    private final Recipe.GrpoSettings settings;
    private final Marks marks;
    private final Optional<Improvement> other;
    private final String beginning;
    private Results.GrpoResult result;

    GrpoStage(Workbench bench) {
        this(bench, Marks.none(), Optional.empty(), "");
    }

    /**
     * A stage that keeps checkpoints.
     *
     * @param other what is made of the rewards instead of what the recipe's loss says
     * @param beginning stands for the adapter and the pool where these do not follow from the recipe
     */
    GrpoStage(Workbench bench, Marks marks, Optional<Improvement> other, String beginning) {
        this.bench = bench;
        this.settings = bench.recipe.grpo();
        this.marks = marks;
        this.other = other;
        this.beginning = beginning;
    }

    /** How rollouts are learnt from: their weights, and the temperature of the policy that is improved. */
    record Improvement(Advantage advantage, double temperature) {}

    /** Where the stage stands; similarities are the steps' mean R_sim so far. */
    private record Cursor(int step, Workbench.Offsets offsets, List<Double> similarities, List<DevMeasure.Point> dev) {}

    /** What the stage begins from, and the folder that its adapter goes to. */
    private record Start(Path folder, String key, Adapter adapter, Calibration tau, Workbench.Offsets offsets) {}

    /** Rollouts of a step whose update was not made yet. */
    private record InFlight(int step, List<List<Rollout>> rollouts) {}

    /** Learns, or takes what was learnt before. The caller closes the adapter. */
    Adapter learn(Adapter started, Calibration tau) {
        String key = Keys.of(
                NAME,
                bench.inputs(),
                bench.recipe.coldStart(),
                bench.recipe.adapter(),
                settings,
                bench.recipe.reward(),
                tau.tau(),
                marks,
                other,
                beginning);
        Path folder = bench.folder.path(NAME + "/adapter");
        result = bench.stage(
                NAME, key, Results.GrpoResult.class, begin -> train(new Start(folder, key, started, tau, begin)));
        return AdapterFolder.read(folder, bench.weights);
    }

    Results.GrpoResult result() {
        return result;
    }

    private Results.GrpoResult train(Start start) {
        List<Prompt> pool = bench.prompts(bench.data.pool());
        try (Policy policy = new Policy(bench.weights, start.adapter().frozenCopy());
                Policy frozen = new Policy(bench.weights, start.adapter().frozenCopy());
                AdamW optimizer = bench.optimizer(policy.adapter(), settings.rate())) {
            Grpo grpo = new Grpo(
                    policy,
                    (step, prompts) -> explore(policy, step, prompts),
                    bench.reward(start.tau().tau()),
                    Objectives.of(settings.loss(), bench.weights, frozen),
                    optimizer,
                    new Grpo.Settings(
                            improvement().advantage(),
                            improvement().temperature(),
                            settings.loss().epochs(),
                            bench.recipe.task().maxNewTokens(),
                            settings.tokenBudget(),
                            settings.schedule()));
            Cursor end = loop(
                    grpo,
                    pool,
                    start,
                    new DevMeasure(bench, bench.reward(start.tau().tau()), start.key()));
            bench.save(start.folder(), policy.adapter());
            int tenth = Math.max(1, settings.steps() / 10);
            List<Double> s = end.similarities();
            return new Results.GrpoResult(
                    settings.steps(),
                    mean(s.subList(0, tenth)),
                    mean(s.subList(s.size() - tenth, s.size())),
                    distance(start.adapter(), policy.adapter()),
                    end.dev());
        }
    }

    private Improvement improvement() {
        return other.orElseGet(() -> new Improvement(
                Objectives.advantage(settings.loss().scale()),
                settings.sampling().temperature()));
    }

    /** The adapter after a marked update. */
    Path marked(int step) {
        return bench.folder.path(NAME + "/" + Marks.folder(step));
    }

    private Cursor loop(Grpo grpo, List<Prompt> pool, Start start, DevMeasure dev) {
        TrainingState<Cursor> state = new TrainingState<>(bench.folder.path(NAME), start.key(), Cursor.class);
        Cursor cursor = state.restore(grpo.policy().adapter(), Optional.empty(), grpo.optimizer())
                .orElseGet(() -> begin(grpo, start, dev));
        bench.cut(cursor.offsets());
        Console.Progress progress = bench.console.progress("grpo");
        try {
            while (cursor.step() < settings.steps()) {
                cursor = measured(grpo, dev, step(grpo, pool, start.key(), cursor, progress));
                if (marks.has(cursor.step())) {
                    bench.save(marked(cursor.step()), grpo.policy().adapter());
                }
                if (cursor.step() % bench.recipe.checkpointEvery() == 0) {
                    state.save(cursor.step(), cursor, grpo.policy().adapter(), Optional.empty(), grpo.optimizer());
                }
            }
        } catch (Stop.Requested stop) {
            state.save(cursor.step(), cursor, grpo.policy().adapter(), Optional.empty(), grpo.optimizer());
            throw stop;
        }
        return cursor;
    }

    private Cursor begin(Grpo grpo, Start start, DevMeasure dev) {
        bench.cut(start.offsets());
        return measured(grpo, dev, new Cursor(0, start.offsets(), List.of(), List.of()));
    }

    /** With the dev metric, where it is due, in the journal and in the cursor. */
    private Cursor measured(Grpo grpo, DevMeasure dev, Cursor cursor) {
        Optional<DevMeasure.Point> point =
                dev.after(cursor.step(), grpo.policy().adapter());
        if (point.isEmpty()) {
            return cursor;
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("stage", NAME);
        line.put("step", cursor.step());
        line.put("dev/similarity", point.get().similarity());
        line.put("dev/language", point.get().language());
        bench.journal.append(line);
        List<DevMeasure.Point> points = new ArrayList<>(cursor.dev());
        points.add(point.get());
        return new Cursor(cursor.step(), bench.offsets(), cursor.similarities(), points);
    }

    private Cursor step(Grpo grpo, List<Prompt> pool, String key, Cursor cursor, Console.Progress progress) {
        long begin = System.nanoTime();
        List<Group> groups = explored(grpo, key, cursor.step(), prompts(pool, cursor.step()));
        long explored = System.nanoTime();
        Step step = grpo.improve(cursor.step(), settings.steps(), groups);
        long end = System.nanoTime();
        int done = cursor.step() + 1;
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("stage", NAME);
        line.put("step", done);
        line.putAll(step.metrics());
        bench.journal.append(line);
        groups.forEach(group -> RolloutLines.write(bench.rollouts, done, group));
        double tokens = step.metrics().get("num_tokens");
        bench.timing.append(Map.of(
                "stage",
                NAME,
                "step",
                done,
                "rollout_seconds",
                (explored - begin) / 1e9,
                "train_seconds",
                (end - explored) / 1e9,
                "completion_tokens",
                tokens,
                "resident_bytes",
                Engine.residentBytes()));
        progress.at(
                done,
                settings.steps(),
                "reward %.3f  R_sim %.3f  lang %.2f  %.0f tokens/s"
                        .formatted(
                                step.metrics().get("reward"),
                                step.metrics().get("rewards/similarity/mean"),
                                step.metrics().get("rewards/language/mean"),
                                tokens * 1e9 / (end - begin)));
        List<Double> similarities = new ArrayList<>(cursor.similarities());
        similarities.add(step.metrics().get("rewards/similarity/mean"));
        return new Cursor(done, bench.offsets(), similarities, cursor.dev());
    }

    /** Rollouts are kept until their update is made, so that a run that stops in between does not sample again. */
    private List<Group> explored(Grpo grpo, String key, int step, List<Prompt> prompts) {
        InFlight inFlight = bench.folder.stage(
                NAME + "/in-flight",
                Keys.of(key, step),
                InFlight.class,
                () -> new InFlight(step, grpo.explorer().explore(step, prompts)));
        return grpo.judge(prompts, inFlight.rollouts());
    }

    private List<Prompt> prompts(List<Prompt> pool, int step) {
        List<Prompt> prompts = new ArrayList<>();
        for (int i = 0; i < settings.prompts(); i++) {
            int number = step * settings.prompts() + i;
            int[] order =
                    CounterRandom.permutation(pool.size(), bench.recipe.seed(), NAME.length(), number / pool.size());
            prompts.add(pool.get(order[number % pool.size()]));
        }
        return prompts;
    }

    private List<List<Rollout>> explore(Policy policy, int step, List<Prompt> prompts) {
        int group = settings.sampling().group();
        List<Draws.Row> rows = prompts.stream()
                .flatMap(p ->
                        IntStream.range(0, group).mapToObj(i -> new Draws.Row(CounterRandom.coordinate(p.id()), i)))
                .toList();
        try (Merged merged = Merged.of(bench.weights, policy.adapters(), rows.size())) {
            return new Sampler(
                            bench.tokenizer,
                            bench.stops(),
                            bench.sampling(),
                            bench.recipe.task().maxNewTokens())
                    .complete(
                            merged,
                            prompts.stream()
                                    .map(p -> PromptGroup.repeated(p.tokens(), group))
                                    .toList(),
                            Draws.of(bench.recipe.seed(), step, rows));
        }
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** The L2 distance between two adapters' tensors. */
    private static double distance(Adapter before, Adapter after) {
        return Autograd.inference(() -> {
            double sum = 0;
            Map<String, Tensor> old = before.tensors();
            for (Map.Entry<String, Tensor> entry : after.tensors().entrySet()) {
                sum += Math.pow(entry.getValue().sub(old.get(entry.getKey())).norm(), 2);
            }
            return Math.sqrt(sum);
        });
    }
}

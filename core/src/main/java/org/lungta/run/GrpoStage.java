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
import org.lungta.model.Work;
import org.lungta.random.CounterRandom;
import org.lungta.reward.Calibration;
import org.lungta.rollout.Draws;
import org.lungta.rollout.Rollout;
import org.lungta.rollout.Sampler;
import org.lungta.tensor.Engine;
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
    private final Watchman watchman;
    private final Marks marks;
    private final Optional<Improvement> other;
    private final String beginning;
    private Results.GrpoResult result;
    private Work sampling = Work.NONE; // of the latest rollouts

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
        this.watchman = new Watchman(bench);
        this.marks = marks;
        this.other = other;
        this.beginning = beginning;
    }

    /** How rollouts are learnt from: their weights, and the temperature of the policy that is improved. */
    record Improvement(Advantage advantage, double temperature) {}

    /** Where the stage stands; similarities are the steps' means so far of the part that is followed, R_sim. */
    private record Cursor(int step, Workbench.Offsets offsets, List<Double> similarities, List<DevMeasure.Point> dev) {}

    /** What the stage begins from, and the folder that its adapter goes to. */
    private record Start(Path folder, String key, Adapter adapter, Calibration tau, Workbench.Offsets offsets) {}

    /** Rollouts of a step whose update was not made yet. */
    private record InFlight(int step, List<List<Rollout>> rollouts, Work work) {}

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
                Anchorage anchorage = Anchorage.of(settings.loss().reference(), bench.weights, start.adapter());
                AdamW optimizer = bench.adapters.optimizer(policy.adapter(), settings.rate())) {
            Grpo grpo = new Grpo(
                    policy,
                    (step, prompts) -> explore(policy, step, prompts),
                    bench.trained(start.tau().tau()),
                    Objectives.of(settings.loss(), anchorage.reference()),
                    optimizer,
                    new Grpo.Settings(
                            improvement().advantage(),
                            improvement().temperature(),
                            settings.loss().epochs(),
                            bench.recipe.task().maxNewTokens(),
                            bench.memory.grpo().tokenBudget(),
                            settings.schedule()));
            Cursor end = loop(
                    grpo,
                    pool,
                    start,
                    new DevMeasure(bench, bench.reward(start.tau().tau()), start.key()));
            bench.adapters.save(start.folder(), policy.adapter());
            int tenth = Math.max(1, settings.steps() / 10);
            List<Double> s = end.similarities();
            return new Results.GrpoResult(
                    settings.steps(),
                    mean(s.subList(0, tenth)),
                    mean(s.subList(s.size() - tenth, s.size())),
                    Adapters.distance(start.adapter(), policy.adapter()),
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
        watchman.replay(NAME);
        Console.Progress progress = bench.console.progress("grpo");
        if (bench.memory.grpo().recompute()) {
            grpo.policy().recompute();
        }
        try {
            while (cursor.step() < settings.steps()) {
                cursor = measured(grpo, dev, step(grpo, pool, start.key(), cursor, progress));
                if (marks.has(cursor.step())) {
                    bench.adapters.save(marked(cursor.step()), grpo.policy().adapter());
                }
                Cursor here = cursor;
                watchman.stopIfAsked(() ->
                        state.save(here.step(), here, grpo.policy().adapter(), Optional.empty(), grpo.optimizer()));
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
        List<Prompt> prompts = drawn(bench.recipe, pool, cursor.step());
        InFlight inFlight = explored(grpo, key, cursor.step(), prompts);
        List<Group> groups = grpo.judge(prompts, inFlight.rollouts());
        long explored = System.nanoTime();
        Step step = grpo.improve(cursor.step(), settings.steps(), groups);
        long end = System.nanoTime();
        int done = cursor.step() + 1;
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("stage", NAME);
        line.put("step", done);
        line.putAll(step.metrics());
        line.putAll(inFlight.work().counters());
        line.putAll(watchman.see(done, groups));
        bench.journal.append(line);
        groups.forEach(group -> RolloutLines.write(bench.rollouts, done, group));
        double tokens = step.metrics().get("num_tokens");
        time(done, explored - begin, end - explored, tokens);
        progress.at(done, settings.steps(), detail(step, tokens * 1e9 / (end - begin)));
        List<Double> similarities = new ArrayList<>(cursor.similarities());
        similarities.add(task(step));
        return new Cursor(done, bench.offsets(), similarities, cursor.dev());
    }

    private String detail(Step step, double tokensPerSecond) {
        return "reward %.3f  %s %.3f  lang %.2f  %.0f tokens/s"
                .formatted(
                        step.metrics().get("reward"),
                        bench.recipe.reward().form().followed().replace("similarity", "R_sim"),
                        task(step),
                        step.metrics().get("rewards/language/mean"),
                        tokensPerSecond);
    }

    /** The mean of the part that says how well the task is done. */
    private double task(Step step) {
        return step.metrics().get("rewards/" + bench.recipe.reward().form().followed() + "/mean");
    }

    private void time(int step, long rollout, long training, double tokens) {
        bench.timing.append(Map.of(
                "stage",
                NAME,
                "step",
                step,
                "rollout_seconds",
                rollout / 1e9,
                "train_seconds",
                training / 1e9,
                "completion_tokens",
                tokens,
                "resident_bytes",
                Engine.residentBytes(),
                "peak_resident_bytes",
                Engine.peakResidentBytes()));
    }

    /** Rollouts are kept until their update is made, so that a run that stops in between does not sample again. */
    private InFlight explored(Grpo grpo, String key, int step, List<Prompt> prompts) {
        return bench.folder.stage(
                NAME + "/in-flight",
                Keys.of(key, step),
                InFlight.class,
                () -> new InFlight(step, grpo.explorer().explore(step, prompts), sampling));
    }

    /** What a step draws from the pool: whole passes over it, each in an order of its own. */
    static <T> List<T> drawn(Recipe recipe, List<T> pool, int step) {
        List<T> drawn = new ArrayList<>();
        for (int i = 0; i < recipe.grpo().prompts(); i++) {
            int number = step * recipe.grpo().prompts() + i;
            int[] order = CounterRandom.permutation(pool.size(), recipe.seed(), NAME.length(), number / pool.size());
            drawn.add(pool.get(order[number % pool.size()]));
        }
        return drawn;
    }

    private List<List<Rollout>> explore(Policy policy, int step, List<Prompt> prompts) {
        int group = settings.sampling().group();
        List<Draws.Row> rows = prompts.stream()
                .flatMap(p ->
                        IntStream.range(0, group).mapToObj(i -> new Draws.Row(CounterRandom.coordinate(p.id()), i)))
                .toList();
        try (Merged merged = Merged.of(bench.weights, policy.adapters(), rows.size())) {
            List<List<Rollout>> rollouts = new Sampler(
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
            sampling = merged.work();
            return rollouts;
        }
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}

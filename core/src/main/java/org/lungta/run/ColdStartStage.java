package org.lungta.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.check.Stop;
import org.lungta.checkpoint.AdapterFolder;
import org.lungta.model.Adapter;
import org.lungta.model.Policy;
import org.lungta.model.PromptGroup;
import org.lungta.tensor.Autograd;
import org.lungta.train.AdamW;
import org.lungta.train.Sft;

/** The cold start: a little supervised fine-tuning, of which the checkpoint with the lowest dev loss is kept. */
final class ColdStartStage {
    private static final String NAME = "cold-start";

    private final Workbench bench;
    private final Recipe.ColdStart settings;
    private final String key;
    private Results.ColdStartResult result;

    ColdStartStage(Workbench bench) {
        this.bench = bench;
        this.settings = bench.recipe.coldStart();
        this.key = Keys.of(NAME, bench.inputs(), settings, bench.recipe.adapter());
    }

    /** Where the stage stands: updates done, where the journals stood, and the best dev loss so far. */
    private record Cursor(
            int step,
            Workbench.Offsets offsets,
            double devBefore,
            double firstLoss,
            double lastLoss,
            double devBest,
            int bestStep) {
        Cursor after(int next, Workbench.Offsets at, double loss) {
            return new Cursor(next, at, devBefore, step == 0 ? loss : firstLoss, loss, devBest, bestStep);
        }

        double devKnown() {
            return bestStep == 0 ? devBefore : devBest;
        }

        Cursor withDev(double dev, int at) {
            return dev < devBest ? new Cursor(step, offsets, devBefore, firstLoss, lastLoss, dev, at) : this;
        }
    }

    /** Learns, or takes what was learnt before. The caller closes the adapter. */
    Adapter learn() {
        Path folder = bench.folder.path(NAME + "/adapter");
        result = bench.stage(NAME, key, Results.ColdStartResult.class, begin -> train(folder, begin));
        return AdapterFolder.read(folder, bench.weights);
    }

    Results.ColdStartResult result() {
        return result;
    }

    private Results.ColdStartResult train(Path folder, Workbench.Offsets begin) {
        List<PromptGroup> lessons =
                bench.data.coldStart().stream().map(bench::lesson).toList();
        List<PromptGroup> dev = bench.data.dev().stream().map(bench::lesson).toList();
        Preview.show(bench, lessons.get(0));
        try (Policy policy = new Policy(
                        bench.weights, Adapter.fresh(bench.adapterConfig(), bench.weights, bench.recipe.seed()));
                Adapter best = policy.adapter().frozenCopy();
                AdamW optimizer = bench.optimizer(policy.adapter(), settings.rate())) {
            Sft sft = new Sft(policy, optimizer, sftSettings());
            Cursor end = loop(sft, lessons, dev, best, begin);
            bench.save(folder, best);
            return new Results.ColdStartResult(
                    end.step(), end.firstLoss(), end.lastLoss(), end.devBefore(), end.devBest(), end.bestStep());
        }
    }

    private Sft.Settings sftSettings() {
        return new Sft.Settings(
                settings.batchSize(),
                settings.epochs(),
                bench.recipe.adapter().dropout(),
                bench.memory.coldStart().tokenBudget(),
                bench.recipe.seed(),
                settings.schedule());
    }

    private Cursor loop(
            Sft sft, List<PromptGroup> lessons, List<PromptGroup> dev, Adapter best, Workbench.Offsets begin) {
        TrainingState<Cursor> state = new TrainingState<>(bench.folder.path(NAME), key, Cursor.class);
        Cursor cursor = state.restore(sft.policy().adapter(), Optional.of(best), sft.optimizer())
                .orElseGet(() -> begin(sft, dev, begin));
        bench.cut(cursor.offsets());
        int steps = sft.steps(lessons.size());
        Console.Progress progress = bench.console.progress("cold start");
        if (bench.memory.coldStart().recompute()) {
            sft.policy().recompute();
        }
        try {
            while (cursor.step() < steps) {
                cursor = step(sft, lessons, dev, best, cursor);
                progress.at(
                        cursor.step(), steps, "loss %.3f  dev %.3f".formatted(cursor.lastLoss(), cursor.devKnown()));
                if (cursor.step() % bench.recipe.checkpointEvery() == 0) {
                    state.save(cursor.step(), cursor, sft.policy().adapter(), Optional.of(best), sft.optimizer());
                }
            }
        } catch (Stop.Requested stop) {
            state.save(cursor.step(), cursor, sft.policy().adapter(), Optional.of(best), sft.optimizer());
            throw stop;
        }
        return cursor;
    }

    private Cursor begin(Sft sft, List<PromptGroup> dev, Workbench.Offsets offsets) {
        double before = sft.loss(dev);
        bench.console.say("dev loss before: %.3f nats a token", before);
        return new Cursor(0, offsets, before, Double.NaN, Double.NaN, Double.MAX_VALUE, 0);
    }

    private Cursor step(Sft sft, List<PromptGroup> lessons, List<PromptGroup> dev, Adapter best, Cursor cursor) {
        long begin = System.nanoTime();
        Sft.Step step = sft.step(cursor.step(), lessons);
        int done = cursor.step() + 1;
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("stage", NAME);
        line.put("step", done);
        line.put("loss", step.loss());
        line.put("tokens", step.tokens());
        line.put("grad_norm", step.gradNorm());
        line.put("learning_rate", step.rate());
        boolean last = done == sft.steps(lessons.size());
        double devLoss = last || done % settings.devEvery() == 0 ? sft.loss(dev) : Double.NaN;
        if (!Double.isNaN(devLoss)) {
            line.put("dev_loss", devLoss);
        }
        bench.journal.append(line);
        bench.timing.append(Map.of("stage", NAME, "step", done, "seconds", (System.nanoTime() - begin) / 1e9));
        Cursor next = cursor.after(done, bench.offsets(), step.loss());
        if (devLoss < cursor.devBest()) {
            Autograd.run(() -> best.tensors()
                    .forEach((name, tensor) -> tensor.copyInPlace(
                            sft.policy().adapter().tensors().get(name).detach())));
            return next.withDev(devLoss, done);
        }
        return next;
    }
}

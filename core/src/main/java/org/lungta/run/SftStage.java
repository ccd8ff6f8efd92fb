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
import org.lungta.train.Course;
import org.lungta.train.Imitation;
import org.lungta.train.Sft;

/** Supervised fine-tuning: keeps the checkpoint with the lowest dev loss, and those after the updates that are marked. */
final class SftStage {
    private final Workbench bench;
    private final Plan plan;

    SftStage(Workbench bench, Plan plan) {
        this.bench = bench;
        this.plan = plan;
    }

    /**
     * What to do.
     *
     * @param name of the stage and of its folder
     * @param key stands for all that it depends on
     * @param start the folder of the adapter to go on from; a fresh one where it is empty
     * @param course gives each update its examples
     */
    record Plan(
            String name,
            String key,
            Optional<Path> start,
            Course course,
            Imitation imitation,
            Sft.Settings settings,
            double rate,
            int devEvery,
            Marks marks) {}

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

    /** What fine-tuning at this rate is called in folders and journals. */
    static String name(double rate) {
        return "sft-" + Rates.text(rate);
    }

    /** Learns, or takes what was learnt before. */
    Results.ColdStartResult learn() {
        return bench.stage(plan.name(), plan.key(), Results.ColdStartResult.class, this::train);
    }

    /** The adapter with the lowest dev loss. */
    Path best() {
        return bench.folder.path(plan.name() + "/adapter");
    }

    /** The adapter after a marked update. */
    Path marked(int step) {
        return bench.folder.path(plan.name() + "/" + Marks.folder(step));
    }

    private Results.ColdStartResult train(Workbench.Offsets begin) {
        List<PromptGroup> dev = bench.data.dev().stream().map(bench::lesson).toList();
        Preview.show(bench, plan.course().batch(0).get(0));
        Adapter first = plan.start()
                .map(folder -> AdapterFolder.read(folder, bench.weights))
                .orElseGet(() -> Adapter.fresh(bench.adapters.config(), bench.weights, bench.recipe.seed()));
        try (Policy policy = new Policy(bench.weights, first);
                Adapter best = policy.adapter().frozenCopy();
                AdamW optimizer = bench.adapters.optimizer(policy.adapter(), plan.rate())) {
            Sft sft = new Sft(policy, optimizer, plan.settings());
            Cursor end = loop(sft, dev, best, begin);
            bench.adapters.save(best(), best);
            return new Results.ColdStartResult(
                    end.step(), end.firstLoss(), end.lastLoss(), end.devBefore(), end.devBest(), end.bestStep());
        }
    }

    private Cursor loop(Sft sft, List<PromptGroup> dev, Adapter best, Workbench.Offsets begin) {
        TrainingState<Cursor> state = new TrainingState<>(bench.folder.path(plan.name()), plan.key(), Cursor.class);
        Cursor cursor = state.restore(sft.policy().adapter(), Optional.of(best), sft.optimizer())
                .orElseGet(() -> begin(sft, dev, begin));
        bench.cut(cursor.offsets());
        int steps = plan.course().steps();
        Console.Progress progress = bench.console.progress(plan.name().replaceFirst("-", " "));
        if (bench.memory.coldStart().recompute()) {
            sft.policy().recompute();
        }
        try {
            while (cursor.step() < steps) {
                cursor = step(sft, dev, best, cursor);
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

    private Cursor step(Sft sft, List<PromptGroup> dev, Adapter best, Cursor cursor) {
        long begin = System.nanoTime();
        Sft.Step step = sft.step(cursor.step(), plan.course(), plan.imitation());
        int done = cursor.step() + 1;
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("stage", plan.name());
        line.put("step", done);
        line.put("loss", step.loss());
        line.put("tokens", step.tokens());
        line.put("grad_norm", step.gradNorm());
        line.put("learning_rate", step.rate());
        boolean last = done == plan.course().steps();
        double devLoss = last || done % plan.devEvery() == 0 ? sft.loss(dev) : Double.NaN;
        if (!Double.isNaN(devLoss)) {
            line.put("dev_loss", devLoss);
        }
        bench.journal.append(line);
        bench.timing.append(Map.of("stage", plan.name(), "step", done, "seconds", (System.nanoTime() - begin) / 1e9));
        if (plan.marks().has(done)) {
            bench.adapters.save(marked(done), sft.policy().adapter());
        }
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

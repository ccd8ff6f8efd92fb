package org.lungta.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.checkpoint.ScaledAdapter;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.ExperimentFile;
import org.lungta.evidence.Row;
import org.lungta.model.Adapter;
import org.lungta.reward.Calibration;
import org.lungta.reward.Part;

/**
 * All arms of an experiment, one after the other: each is trained for every seed, and each of its checkpoints is measured and written down
 * before the next arm begins. What was finished with the same inputs is taken from the folder.
 */
final class ExperimentRun {
    private final ExperimentRecipe asked;
    private final ExperimentRecipe recipe;
    private final RunFolder folder;
    private final Console console;
    private final List<Row> rows = new ArrayList<>();
    private final List<Measured> measured = new ArrayList<>();
    private final Map<Row.Key, Checkpoint> last = new LinkedHashMap<>();

    /**
     * A run.
     *
     * @param asked the recipe as it was given
     * @param recipe the same with the encoder that was taught for it, which lies in the folder
     */
    ExperimentRun(ExperimentRecipe asked, ExperimentRecipe recipe, RunFolder folder, Console console) {
        this.asked = asked;
        this.recipe = recipe;
        this.folder = folder;
        this.console = console;
    }

    /** A checkpoint and what was found. */
    record Measured(Checkpoint checkpoint, ArmExaminer.Examined found) {}

    Experiment execute() {
        Recipe shared = recipe.shared();
        try (Workbench bench = Workbench.open(
                        shared, arm("cold-start", Row.EVERY_SEED), console, read -> Compared.of(recipe, read));
                HackableEncoders hackable = new HackableEncoders(recipe, bench, folder, console)) {
            ExperimentData data = ExperimentData.read(recipe, bench.data).shown(bench.shown);
            TargetSkill target = TargetSkill.of(recipe, bench, data, hackable.similarities());
            Experiment declared = Declaration.of(asked, recipe, bench, hackable);
            ExperimentFile.write(folder.path(""), declared);
            rows.addAll(new TrivialArms(recipe, bench, data, target).rows());
            rows.addAll(new LeadArm(recipe, bench, data, target).rows());
            try (ArmExaminer examiner = new ArmExaminer(bench, recipe, data, folder, target, hackable.key())) {
                arms(bench, hackable, data, examiner, declared);
                Experiment whole = declared.with(rows)
                        .with(new AppendixOf(recipe, folder, measured, LabTruth.of(recipe, data)).appendix())
                        .noting(notes());
                ExperimentFile.write(folder.path(""), whole);
                kept(examiner).describe(folder.path(""), whole);
                return whole;
            }
        }
    }

    private void arms(
            Workbench bench,
            HackableEncoders hackable,
            ExperimentData data,
            ArmExaminer examiner,
            Experiment declared) {
        ColdStartStage coldStart = new ColdStartStage(bench);
        Path started = bench.folder.path("cold-start/adapter");
        try (Adapter adapter = coldStart.learn()) {
            Calibration tau = new CalibrationStage(bench).calibrate(adapter);
            ArmTraining.Start start = new ArmTraining.Start(started, tau, data.replay());
            Optional<Part> truth = LabTruth.of(recipe, data).map(t -> t);
            Given given = new Given(bench, start, truth, coldStart.result());
            int done = 0;
            int all = recipe.arms().size() * recipe.seeds().size();
            for (Map.Entry<String, Arm> arm : recipe.arms().entrySet()) {
                for (long seed : recipe.seeds()) {
                    console.say("[%d/%d] %s, seed %d", ++done, all, arm.getKey(), seed);
                    Given own = arm.getValue() instanceof Arm.Hackable h
                            ? given.rewardedBy(hackable.bench(h.encoder()), hackable.tau(h.encoder(), adapter))
                            : given;
                    checkpoints(arm.getKey(), arm.getValue(), seed, own)
                            .forEach(checkpoint -> measure(checkpoint, examiner, declared));
                }
            }
        }
    }

    /** What every arm is given. */
    private record Given(
            Workbench bench, ArmTraining.Start start, Optional<Part> truth, Results.ColdStartResult coldStart) {
        Given rewardedBy(Workbench other, Calibration tau) {
            return new Given(other, new ArmTraining.Start(start.folder(), tau, start.general()), truth, coldStart);
        }
    }

    private void measure(Checkpoint checkpoint, ArmExaminer examiner, Experiment declared) {
        if (rows.stream().anyMatch(row -> row.key().equals(checkpoint.row()))) {
            return; // one for all seeds
        }
        ArmExaminer.Examined found = examiner.examine(checkpoint);
        Row row = Row.of(
                checkpoint.row().arm(),
                checkpoint.row().seed(),
                checkpoint.row().step(),
                checkpoint.label());
        rows.add(new Row(row.key(), row.label(), row.seconds(), found.values()));
        measured.add(new Measured(checkpoint, found));
        last.put(new Row.Key(checkpoint.row().arm(), checkpoint.row().seed(), 0), checkpoint);
        ExperimentFile.write(folder.path(""), declared.with(rows));
        kept(examiner).write(folder.path(""));
        console.say("  %s", ExperimentTable.line(recipe, row.key(), found.values()));
    }

    private List<String> notes() {
        return recipe.arms().keySet().stream()
                .flatMap(arm -> Rates.note(
                        arm,
                        AppendixOf.last(measured, arm).values().stream()
                                .flatMap(m -> m.checkpoint().rates().stream())
                                .toList())
                        .stream())
                .toList();
    }

    private KeptCheckpoints kept(ArmExaminer examiner) {
        return new KeptCheckpoints(
                measured.stream().map(m -> examiner.kept(m.checkpoint())).toList());
    }

    private List<Checkpoint> checkpoints(String name, Arm arm, long seed, Given given) {
        if (arm instanceof Arm.Base) {
            return List.of(new Checkpoint(new Row.Key(name, Row.EVERY_SEED, 0), "base", List.of()));
        }
        if (arm instanceof Arm.FewShot few) {
            Shots shots = Shots.draw(
                    few.shots(),
                    given.bench().recipe,
                    given.bench().data,
                    given.start().general());
            Row.Key row = new Row.Key(name, Row.EVERY_SEED, 0);
            return List.of(new Checkpoint(row, few.shots() + " examples", List.of()).behind(shots));
        }
        if (arm instanceof Arm.ColdStart) {
            int step = given.coldStart().bestStep();
            return List.of(new Checkpoint(
                    new Row.Key(name, Row.EVERY_SEED, step),
                    "%d updates".formatted(step),
                    List.of(new ScaledAdapter(given.start().folder(), 1))));
        }
        if (arm instanceof Arm.Scaled scaled) {
            Checkpoint end = Optional.ofNullable(last.get(new Row.Key(scaled.of(), String.valueOf(seed), 0)))
                    .orElseGet(() -> last.get(new Row.Key(scaled.of(), Row.EVERY_SEED, 0)));
            return ArmTraining.scaled(name, end, scaled.points());
        }
        Recipe own = changed(given.bench().recipe, arm, seed);
        RunFolder place = arm(name, String.valueOf(seed));
        try (Workbench bench = given.bench().with(own, place, console.named(name + " " + seed), given.truth())) {
            return train(new ArmTraining(name, String.valueOf(seed), bench, given.start()), arm);
        }
    }

    private static List<Checkpoint> train(ArmTraining training, Arm arm) {
        if (arm instanceof Arm.Sft sft) {
            return training.sft(sft);
        }
        if (arm instanceof Arm.Replay replay) {
            return training.replay(replay);
        }
        if (arm instanceof Arm.SftKl near) {
            return training.sftKl(near);
        }
        if (arm instanceof Arm.Transfer transfer) {
            return training.transfer(transfer);
        }
        if (arm instanceof Arm.Grpo grpo) {
            return training.grpo(grpo.checkpoints(), Optional.empty());
        }
        if (arm instanceof Arm.Hackable hackable) {
            return training.grpo(hackable.checkpoints(), Optional.empty());
        }
        return training.rejectionSampling(((Arm.RejectionSampling) arm).checkpoints());
    }

    /** The shared recipe with this seed and with what the arm says otherwise. */
    private static Recipe changed(Recipe shared, Arm arm, long seed) {
        Recipe.GrpoSettings grpo = shared.grpo();
        Recipe.RewardSettings reward = shared.reward();
        if (arm instanceof Arm.Grpo own) {
            grpo = Declaration.changed(grpo, own.rate(), own.steps(), own.loss());
            reward = own.weights().map(w -> w.in(shared.reward())).orElse(reward);
        } else if (arm instanceof Arm.Hackable own) {
            grpo = Declaration.changed(grpo, own.rate(), own.steps(), Optional.empty());
        } else if (arm instanceof Arm.RejectionSampling own) {
            grpo = Declaration.changed(grpo, own.rate(), own.steps(), Optional.empty());
        }
        return shared.with(seed, reward, grpo);
    }

    private RunFolder arm(String name, String seed) {
        return RunFolder.take(folder.path("arms/" + name + "/" + seed), true);
    }
}

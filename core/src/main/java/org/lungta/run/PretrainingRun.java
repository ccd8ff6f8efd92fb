package org.lungta.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.check.Stop;
import org.lungta.checkpoint.AtomicFiles;
import org.lungta.checkpoint.ContentHash;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.checkpoint.ModelWriter;
import org.lungta.lab.BaseModel;
import org.lungta.lab.Curriculum;
import org.lungta.model.Beginning;
import org.lungta.model.LearningDecoder;
import org.lungta.model.Lesson;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokenizer;
import org.lungta.train.AdamW;
import org.lungta.train.Pretraining;

/** Trains the lab's base model from random weights, examines it and writes it as a Hugging Face folder. */
final class PretrainingRun {
    private static final String NAME = "pretraining";
    private static final double MAX_NORM = 1;
    private static final long WIDTH = 1_000; // more than the pieces of any update

    private final PretrainingRecipe recipe;
    private final RunFolder folder;
    private final Console console;
    private final Curriculum curriculum;
    private final Examiner examiner;
    private final Map<String, String> files;
    private final String key;

    PretrainingRun(PretrainingRecipe recipe, RunFolder folder, Console console) {
        this.recipe = recipe;
        this.folder = folder;
        this.console = console;
        PretrainingRecipe.World world = recipe.world();
        this.curriculum = Curriculum.of(
                world.settings(), world.fresh(), recipe.pretraining().shares());
        this.examiner = new Examiner(curriculum, recipe.examination(), world.dominant());
        this.files = BaseModel.files(recipe.model(), recipe.languages(), BasePrompts.phrases());
        this.key = Keys.of(NAME, files, recipe.pretraining(), recipe.examination(), world, recipe.seed());
    }

    /** Where the training stands; {@code meanLoss} is over about the last 100 updates. */
    private record Cursor(int step, long journal, long tokens, double meanLoss, List<PretrainingResults.Look> looks) {
        Cursor after(Pretraining.Step step, long written, Optional<PretrainingResults.Look> look) {
            List<PretrainingResults.Look> more = new ArrayList<>(looks);
            look.ifPresent(more::add);
            double mean = this.step == 0 ? step.loss() : meanLoss + (step.loss() - meanLoss) / 100;
            return new Cursor(this.step + 1, written, tokens + step.tokens(), mean, more);
        }
    }

    PretrainingResults execute() {
        Engine.start();
        Path base = folder.path("base");
        PretrainingResults.Training training =
                folder.stage(NAME, key, PretrainingResults.Training.class, () -> train(base));
        PretrainingResults.Marks marks = folder.stage(
                "examination",
                Keys.of(key, ContentHash.ofFolder(base)),
                PretrainingResults.Marks.class,
                () -> examiner.examine(base, recipe.examination().last(), items(training.steps() + "-last"), console));
        PretrainingResults results = new PretrainingResults(
                training, marks, PretrainingResults.Gate.of(recipe.gate(), marks), ContentHash.ofFolder(base));
        folder.writeJson("results.json", results);
        return results;
    }

    private PretrainingResults.Training train(Path base) {
        Path begin = folder.path("beginning");
        files.forEach((name, text) -> AtomicFiles.write(begin.resolve(name), text));
        ModelFolder start = ModelFolder.open(begin);
        try (Engine.Exact exact = Engine.exact();
                Tokenizer tokenizer = start.tokenizer();
                LearningDecoder model = new LearningDecoder(start.config(), new Beginning(recipe.seed()));
                AdamW optimizer = optimizer(model);
                Journal journal = new Journal(folder.path("journal.jsonl"))) {
            console.say(
                    "%s, %,d parameters; %s",
                    start.config(),
                    model.tensors().values().stream().mapToLong(Tensor::numel).sum(),
                    Engine.cpu());
            PretrainingRecipe.Pretraining p = recipe.pretraining();
            Pretraining pretraining = new Pretraining(
                    model, optimizer, new Pretraining.Settings(p.steps(), p.row(), p.atOnce(), p.schedule()));
            Coursework coursework = new Coursework(tokenizer, start.chatFormat(tokenizer), p.weights());
            Cursor end = loop(pretraining, coursework, journal);
            write(base, model);
            return new PretrainingResults.Training(end.step(), end.tokens(), end.meanLoss(), end.looks());
        }
    }

    private AdamW optimizer(LearningDecoder model) {
        PretrainingRecipe.Pretraining p = recipe.pretraining();
        return new AdamW(model.tensors(), new AdamW.Settings(p.rate(), p.weightDecay(), MAX_NORM));
    }

    private Cursor loop(Pretraining pretraining, Coursework coursework, Journal journal) {
        TrainingState<Cursor> state = new TrainingState<>(folder.path(NAME), key, Cursor.class);
        Map<String, Map<String, Tensor>> tensors = Map.of(
                "weights", pretraining.model().tensors(),
                "optimizer", pretraining.optimizer().state());
        Cursor cursor = state.restore(tensors).orElse(new Cursor(0, 0, 0, Double.NaN, List.of()));
        journal.cut(cursor.journal());
        int steps = recipe.pretraining().steps();
        Speed speed = new Speed();
        Console.Progress progress = console.progress(NAME);
        try {
            while (cursor.step() < steps) {
                cursor = step(pretraining, coursework, journal, cursor, speed);
                progress.at(
                        cursor.step(), steps, "loss %.4f  %.0f tokens/s".formatted(cursor.meanLoss(), speed.rate()));
                if (cursor.step() % recipe.checkpointEvery() == 0) {
                    state.save(cursor.step(), cursor, tensors);
                }
            }
        } catch (Stop.Requested stop) {
            state.save(cursor.step(), cursor, tensors);
            throw stop;
        }
        return cursor;
    }

    private Cursor step(
            Pretraining pretraining, Coursework coursework, Journal journal, Cursor cursor, Speed speed) {
        long begin = System.nanoTime();
        Pretraining.Step step = pretraining.step(cursor.step(), lessons(coursework, cursor.step()));
        speed.add(step.tokens(), System.nanoTime() - begin);
        int done = cursor.step() + 1;
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("stage", NAME);
        line.put("step", done);
        line.put("loss", step.loss());
        line.put("tokens", step.tokens());
        line.put("grad_norm", step.gradNorm());
        line.put("rate", step.rate());
        Optional<PretrainingResults.Look> look = look(pretraining.model(), done);
        look.ifPresent(l -> {
            line.put("exact", l.exact());
            line.put("choice", l.choice());
            line.put("headline", l.headline());
        });
        journal.append(line);
        return cursor.after(step, journal.length(), look);
    }

    /** The pieces of an update: which they are follows from its number alone. */
    private List<Lesson> lessons(Coursework coursework, int step) {
        PretrainingRecipe.Pretraining p = recipe.pretraining();
        boolean easy = step < p.easy() * p.steps();
        List<Lesson> lessons = new ArrayList<>();
        for (int i = 0; i < p.batch().at(step); i++) {
            long index = step * WIDTH + i;
            lessons.add(coursework.lesson(easy ? curriculum.easyLesson(index) : curriculum.lesson(index)));
        }
        return lessons;
    }

    private Optional<PretrainingResults.Look> look(LearningDecoder model, int done) {
        PretrainingRecipe.Examination e = recipe.examination();
        if (done % e.every() != 0) {
            return Optional.empty();
        }
        Path interim = folder.path("interim");
        write(interim, model);
        PretrainingResults.Look look = PretrainingResults.Look.of(
                done, examiner.examine(interim, e.passages(), items(done + "-" + key.substring(0, 8)), console));
        console.say(
                "after %d updates: reading exact %.1f, choice %.1f, headline exact %.1f",
                done, look.exact(), look.choice(), look.headline());
        return Optional.of(look);
    }

    private Path items(String name) {
        Path items = folder.path("examination").resolve(name);
        TrainingState.delete(items);
        return items;
    }

    private void write(Path target, LearningDecoder model) {
        Path temporary = folder.path("model.writing");
        TrainingState.delete(temporary);
        ModelWriter.write(temporary, files, model.tensors(), DType.BFLOAT16);
        if (Files.exists(target)) {
            TrainingState.delete(target);
        }
        AtomicFiles.moveDirectory(temporary, target);
    }
}

package org.lungta.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
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
    private static final String NOTE = "lungta-base.json";
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
        LossCurve.ofJournal(folder.path("journal.jsonl")).write(folder.path(LossCurve.FILE));
        return results;
    }

    private PretrainingResults.Training train(Path base) {
        return learning(course -> {
            try (Journal journal = new Journal(folder.path("journal.jsonl"))) {
                Cursor end = loop(course, journal);
                write(base, course.model(), Map.of(NOTE, note()));
                return new PretrainingResults.Training(end.step(), end.tokens(), end.meanLoss(), end.looks());
            }
        });
    }

    /** The losses of the first updates; nothing is kept. */
    List<Double> firstLosses(int updates) {
        return learning(course -> {
            List<Double> losses = new ArrayList<>();
            for (int step = 0; step < updates; step++) {
                losses.add(
                        course.pretraining().step(step, lessons(course, step)).loss());
            }
            return losses;
        });
    }

    /** What learns, and what it learns from. */
    private record Course(Pretraining pretraining, Coursework coursework) {
        LearningDecoder model() {
            return pretraining.model();
        }
    }

    /** Begins with random weights, and closes what it opened. Products are exact, so that other processors learn the same. */
    private <T> T learning(Function<Course, T> use) {
        Path begin = folder.path("beginning");
        files.forEach((name, text) -> AtomicFiles.write(begin.resolve(name), text));
        Engine.start();
        ModelFolder start = ModelFolder.open(begin);
        Engine.Exact exact = Engine.exact();
        try (exact;
                Tokenizer tokenizer = start.tokenizer();
                LearningDecoder model = new LearningDecoder(start.config(), new Beginning(recipe.seed()));
                AdamW optimizer = optimizer(model)) {
            console.say(
                    "%s, %,d parameters; %s",
                    start.config(),
                    model.tensors().values().stream().mapToLong(Tensor::numel).sum(),
                    Engine.cpu());
            PretrainingRecipe.Pretraining p = recipe.pretraining();
            return use.apply(new Course(
                    new Pretraining(
                            model, optimizer, new Pretraining.Settings(p.steps(), p.row(), p.atOnce(), p.schedule())),
                    new Coursework(tokenizer, start.chatFormat(tokenizer), p.weights())));
        }
    }

    private AdamW optimizer(LearningDecoder model) {
        PretrainingRecipe.Pretraining p = recipe.pretraining();
        return new AdamW(model.tensors(), new AdamW.Settings(p.rate(), p.weightDecay(), MAX_NORM));
    }

    private Cursor loop(Course course, Journal journal) {
        TrainingState<Cursor> state = new TrainingState<>(folder.path(NAME), key, Cursor.class);
        Map<String, Map<String, Tensor>> tensors = Map.of(
                "weights", course.model().tensors(),
                "optimizer", course.pretraining().optimizer().state());
        Cursor cursor = state.restore(tensors).orElse(new Cursor(0, 0, 0, Double.NaN, List.of()));
        journal.cut(cursor.journal());
        int steps = recipe.pretraining().steps();
        Speed speed = new Speed();
        Console.Progress progress = console.progress(NAME);
        try {
            while (cursor.step() < steps) {
                cursor = step(course, journal, cursor, speed);
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

    private Cursor step(Course course, Journal journal, Cursor cursor, Speed speed) {
        long begin = System.nanoTime();
        Pretraining.Step step = course.pretraining().step(cursor.step(), lessons(course, cursor.step()));
        speed.add(step.tokens(), System.nanoTime() - begin);
        int done = cursor.step() + 1;
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("stage", NAME);
        line.put("step", done);
        line.put("loss", step.loss());
        line.put("tokens", step.tokens());
        line.put("grad_norm", step.gradNorm());
        line.put("rate", step.rate());
        Optional<PretrainingResults.Look> look = look(course.model(), done);
        look.ifPresent(l -> {
            line.put("exact", l.exact());
            line.put("choice", l.choice());
            line.put("headline", l.headline());
        });
        journal.append(line);
        return cursor.after(step, journal.length(), look);
    }

    /** The pieces of an update: which they are follows from its number alone. */
    private List<Lesson> lessons(Course course, int step) {
        PretrainingRecipe.Pretraining p = recipe.pretraining();
        double easy = p.easy() * p.steps();
        List<Lesson> lessons = new ArrayList<>();
        for (int i = 0; i < p.batch().at(step); i++) {
            long index = step * WIDTH + i;
            lessons.add(course.coursework()
                    .lesson(step < easy ? curriculum.easyLesson(index, step / easy) : curriculum.lesson(index)));
        }
        return lessons;
    }

    private Optional<PretrainingResults.Look> look(LearningDecoder model, int done) {
        PretrainingRecipe.Examination e = recipe.examination();
        if (done % e.every() != 0) {
            return Optional.empty();
        }
        Path interim = folder.path("interim");
        write(interim, model, Map.of());
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

    /** What a run must know that starts from this model. */
    private String note() {
        return RunFolder.JSON.writeValueAsString(Map.of("world", recipe.world(), "seed", recipe.seed())) + "\n";
    }

    private void write(Path target, LearningDecoder model, Map<String, String> notes) {
        Path temporary = folder.path("model.writing");
        TrainingState.delete(temporary);
        Map<String, String> all = new TreeMap<>(files);
        all.putAll(notes);
        ModelWriter.write(temporary, all, model.tensors(), DType.BFLOAT16);
        if (Files.exists(target)) {
            TrainingState.delete(target);
        }
        AtomicFiles.moveDirectory(temporary, target);
    }
}

package org.lungta.run;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lungta.check.Stop;
import org.lungta.checkpoint.AtomicFiles;
import org.lungta.checkpoint.ContentHash;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.checkpoint.EncoderWriter;
import org.lungta.contrast.Adaptation;
import org.lungta.contrast.Contrastive;
import org.lungta.contrast.FrozenSide;
import org.lungta.contrast.Objective;
import org.lungta.corpus.Example;
import org.lungta.corpus.PairSpec;
import org.lungta.corpus.Seen;
import org.lungta.model.Encoder;
import org.lungta.probe.CardFile;
import org.lungta.probe.CardMaker;
import org.lungta.probe.CardTable;
import org.lungta.probe.EncoderCard;
import org.lungta.tensor.Engine;

/** Adapts an encoder and measures it: from frozen embeddings of the known side to an encoder with its card. */
final class EncoderRun {
    private static final String NAME = "adaptation";
    private static final String BEST = NAME + "/best";

    private final EncoderRecipe recipe;
    private final RunFolder folder;
    private final Console console;
    private final EncoderData data;
    private final String hash;
    private final String key;

    EncoderRun(EncoderRecipe recipe, RunFolder folder, Console console) {
        this.recipe = recipe;
        this.folder = folder;
        this.console = console;
        this.data = EncoderData.read(recipe);
        data.reports().forEach(report -> console.say("data: %s", report));
        Engine.start();
        recipe.fresh().ifPresent(fresh -> FreshStart.make(recipe, fresh, data.pairs()));
        this.hash = ContentHash.ofFolder(recipe.encoder());
        this.key = Keys.of(
                NAME,
                hash,
                recipe.prefix(),
                recipe.adaptation(),
                recipe.seed(),
                recipe.adaptation().pairs().stream()
                        .map(s -> ContentHash.ofFile(s.file()))
                        .toList());
    }

    /** Where the training stands. */
    private record Cursor(
            int step, long journal, double loss, Optional<EncoderResults.Dev> dev, Optional<EncoderResults.Dev> best) {}

    EncoderResults execute() {
        Path adapted = folder.path("encoder");
        EncoderResults.Training training = folder.stage(NAME, key, EncoderResults.Training.class, () -> train(adapted));
        require(
                Files.isRegularFile(adapted.resolve("modules.json")),
                "%s is gone, but %s says that it was made: remove that file too, to make it again",
                adapted,
                folder.path(NAME + ".json"));
        EncoderRecipe.Adaptation a = recipe.adaptation();
        PairSpec spec = PairSpec.of(recipe.card().file(), a.learning(), a.known())
                .inSplit(recipe.card().split());
        EncoderCard card = folder.stage(
                "card",
                Keys.of(key, recipe.card(), ContentHash.ofFile(recipe.card().file())),
                EncoderCard.class,
                () -> EncoderCards.measure(
                        adapted,
                        recipe.prefix(),
                        spec,
                        EncoderCards.Anchor.SOURCE,
                        new CardMaker.Settings(
                                recipe.card().pairs(), recipe.card().texts(), recipe.seed()),
                        recipe.fresh().isPresent() ? Optional.empty() : Optional.of(recipe.encoder()),
                        console.stream()));
        CardFile.write(adapted.resolve(CardFile.NAME), card);
        AtomicFiles.write(folder.path("card.txt"), CardTable.of(card));
        EncoderResults results = new EncoderResults(training, card);
        folder.writeJson("results.json", results);
        return results;
    }

    private EncoderResults.Training train(Path target) {
        try (Encoder encoder = EncoderFolder.open(recipe.encoder(), recipe.prefix());
                Journal journal = new Journal(folder.path("journal.jsonl"))) {
            FrozenSide taught = taught(encoder);
            try (Adaptation adaptation = adaptation(encoder, taught)) {
                console.say(
                        "training on %d pairs; %d of %d embedding rows",
                        data.pairs().size(),
                        adaptation.trainedRows(),
                        encoder.embedder().table().size(0));
                Cursor end = loop(adaptation, encoder, journal);
                write(target, encoder, end.best());
                return new EncoderResults.Training(data.pairs().size(), end.step(), end.loss(), end.dev(), end.best());
            }
        }
    }

    private FrozenSide taught(Encoder encoder) {
        FrozenSide taught = FrozenSide.open(recipe.cache(), encoder, hash);
        List<String> texts = data.pairs().stream().map(Example::target).toList();
        Console.Progress progress = console.progress("frozen side");
        long begin = System.nanoTime();
        int made = taught.learn(texts, encoder, (done, total) -> progress.at(done, total, ""));
        double rate = made / ((System.nanoTime() - begin) / 1e9);
        console.say(
                "frozen side: %d texts, %d of them not cached%s",
                texts.size(), made, made == 0 ? "" : ", %.0f sentences/s".formatted(rate));
        return taught;
    }

    private Adaptation adaptation(Encoder encoder, FrozenSide taught) {
        EncoderRecipe.Adaptation a = recipe.adaptation();
        EncoderRecipe.Loss l = a.loss();
        EncoderRecipe.Rates r = a.rates();
        return new Adaptation(
                encoder,
                taught,
                data.pairs(),
                new Objective(
                        l.contrastive(),
                        new Contrastive(l.scale()),
                        l.distillation(),
                        l.distance(),
                        l.keep(),
                        l.keptShare(),
                        l.queries()),
                new Adaptation.Settings(
                        a.steps(),
                        a.batchSize(),
                        a.tokenBudget(),
                        a.dropout(),
                        recipe.seed(),
                        a.schedule(),
                        new Adaptation.Rates(r.rows(), r.body(), r.bodyAfter(), r.weightDecay(), r.maxNorm()),
                        a.rows()),
                a.negatives().of(recipe, data.pairs()));
    }

    private Cursor loop(Adaptation adaptation, Encoder encoder, Journal journal) {
        TrainingState<Cursor> state = new TrainingState<>(folder.path(NAME), key, Cursor.class);
        Optional<Cursor> kept = state.restore(adaptation.state());
        kept.ifPresent(cursor -> adaptation.restored());
        Cursor cursor = kept.orElse(new Cursor(0, 0, Double.NaN, Optional.empty(), Optional.empty()));
        journal.cut(cursor.journal());
        int steps = recipe.adaptation().steps();
        Speed speed = new Speed();
        Console.Progress progress = console.progress("adapting");
        try {
            while (cursor.step() < steps) {
                cursor = step(adaptation, encoder, journal, cursor, speed);
                progress.at(cursor.step(), steps, "loss %.4f  %.0f sentences/s".formatted(cursor.loss(), speed.rate()));
                if (cursor.step() % recipe.checkpointEvery() == 0) {
                    state.save(cursor.step(), cursor, adaptation.state());
                }
            }
        } catch (Stop.Requested stop) {
            state.save(cursor.step(), cursor, adaptation.state());
            throw stop;
        }
        return cursor;
    }

    private Cursor step(Adaptation adaptation, Encoder encoder, Journal journal, Cursor cursor, Speed speed) {
        long begin = System.nanoTime();
        Adaptation.Step step = adaptation.step(cursor.step());
        speed.add(step.texts(), System.nanoTime() - begin);
        int done = cursor.step() + 1;
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("stage", NAME);
        line.put("step", done);
        line.put("loss", step.loss());
        line.put("texts", step.texts());
        line.put("negatives", step.negatives());
        line.put("tokens", step.tokens());
        line.put("grad_norm", step.gradNorm());
        line.put("rate_factor", step.rateFactor());
        Optional<EncoderResults.Dev> dev = dev(encoder, done).or(cursor::dev);
        dev.filter(d -> d.step() == done).ifPresent(d -> {
            line.put("dev_forward", d.forward());
            line.put("dev_backward", d.backward());
            console.say(
                    "dev, after %d updates: retrieval@1 among %d %.3f and back %.3f",
                    done, data.dev().size(), d.forward(), d.backward());
        });
        journal.append(line);
        return new Cursor(done, journal.length(), step.loss(), dev, best(cursor, encoder, dev));
    }

    /** Keeps the encoder where it is better on dev than it ever was. */
    private Optional<EncoderResults.Dev> best(Cursor before, Encoder encoder, Optional<EncoderResults.Dev> dev) {
        boolean better = dev.isPresent()
                && !dev.equals(before.dev())
                && before.best().map(b -> dev.get().isBetterThan(b)).orElse(true);
        if (!better) {
            return before.best();
        }
        Path temporary = folder.path(NAME + "/best.writing");
        TrainingState.delete(temporary);
        EncoderWriter.write(temporary, encoder, recipe.encoder());
        replace(temporary, folder.path(BEST));
        return dev;
    }

    private Optional<EncoderResults.Dev> dev(Encoder encoder, int done) {
        boolean due = recipe.adaptation()
                .dev()
                .filter(d ->
                        done % d.every() == 0 || done == recipe.adaptation().steps())
                .isPresent();
        return due ? Optional.of(EncoderResults.Dev.of(done, encoder, data.dev())) : Optional.empty();
    }

    /** Writes the encoder that was best on dev; without a dev, as it is. */
    private void write(Path target, Encoder encoder, Optional<EncoderResults.Dev> best) {
        Path temporary = folder.path("encoder.writing");
        TrainingState.delete(temporary);
        if (best.isPresent()) {
            copy(folder.path(BEST), temporary);
        } else {
            EncoderWriter.write(temporary, encoder, recipe.encoder());
        }
        AtomicFiles.write(
                temporary.resolve(Seen.FILE), data.seen(recipe.encoder()).lines());
        replace(temporary, target);
        console.say(
                "encoder: %s%s",
                target,
                best.map(b -> ", the best on dev, after %d updates".formatted(b.step()))
                        .orElse(""));
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) { // folders come before what is in them
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        } catch (IOException failed) {
            throw refuse("%s cannot be copied to %s: %s", from, to, failed);
        }
    }

    private static void replace(Path made, Path target) {
        if (Files.exists(target)) {
            TrainingState.delete(target);
        }
        AtomicFiles.moveDirectory(made, target);
    }
}

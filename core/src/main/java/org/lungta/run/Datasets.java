package org.lungta.run;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.lungta.corpus.Cmrc;
import org.lungta.corpus.Example;
import org.lungta.corpus.HeadlineSpec;
import org.lungta.corpus.Headlines;
import org.lungta.corpus.PairReport;
import org.lungta.corpus.PairSet;
import org.lungta.corpus.PairSpec;
import org.lungta.corpus.Pairs;
import org.lungta.corpus.Portion;
import org.lungta.corpus.Reading;

/**
 * Who sees what. The train split, in an order that the seed decides, is cut into the cold start's pairs and the pool of GRPO; dev is
 * for losses and tau; test for the final figures alone.
 *
 * @param heldOut prompts to sample on that nothing was trained on, no lexicon and no encoder either: the first of {@code test}
 */
record Datasets(
        List<Example> coldStart,
        List<Example> pool,
        List<Example> heldOut,
        List<Example> dev,
        List<Example> calibration,
        List<Example> test,
        Optional<List<Reading>> readings,
        PairReport report) {

    static Datasets read(Recipe recipe) {
        Recipe.Task task = recipe.task();
        PairSet all = load(task, "train");
        List<Example> train = unreserved(all.examples(), task);
        List<Example> dev = load(task, "dev").examples();
        List<Example> test = load(task, recipe.evaluation().split()).examples();
        Pairs.refuseOverlap(train, test);
        Pairs.refuseOverlap(train, dev);
        int started = recipe.coldStart().pairs();
        int pool = recipe.grpo().pool();
        int needed = started + pool;
        require(
                train.size() >= needed,
                "%s: %d train pairs pass the filter%s, but the recipe needs %d (cold start %d, pool %d)",
                task.pairs(),
                train.size(),
                task.reserved() == 0 ? "" : " and are not reserved",
                needed,
                started,
                pool);
        List<Example> drawn = Pairs.draw(train, needed, recipe.seed());
        List<Example> drawnTest = Pairs.draw(test, recipe.evaluation().test(), recipe.seed());
        List<Example> shuffledDev = Pairs.draw(dev, dev.size(), recipe.seed());
        return new Datasets(
                drawn.subList(0, started),
                drawn.subList(started, started + pool),
                drawnTest.subList(0, Math.min(recipe.evaluation().heldOut(), drawnTest.size())),
                first(shuffledDev, recipe.coldStart().devPairs(), "dev", task),
                shuffledDev,
                drawnTest,
                recipe.evaluation()
                        .cmrc()
                        .map(file ->
                                Cmrc.draw(Cmrc.read(file), recipe.evaluation().contexts(), recipe.seed())),
                all.report());
    }

    /** Without the share that the encoders have learnt from. */
    private static List<Example> unreserved(List<Example> train, Recipe.Task task) {
        Portion reserved = new Portion(task.reserved());
        boolean ofSource = task.lengthOf().equals(task.from());
        return train.stream()
                .filter(e -> !reserved.holds(ofSource ? e.source() : e.target()))
                .toList();
    }

    /** All examples of a split that the task's filter lets pass. */
    static PairSet load(Recipe.Task task, String split) {
        if (task.headline().isPresent()) {
            return Headlines.load(
                    new HeadlineSpec(task.pairs(), task.to(), split, task.minCodePoints(), task.maxCodePoints()));
        }
        return Pairs.load(PairSpec.of(task.pairs(), task.from(), task.to())
                .withLength(task.lengthOf(), task.minCodePoints(), task.maxCodePoints())
                .inSplit(split));
    }

    /** The same data with every example changed. */
    Datasets with(UnaryOperator<Example> change) {
        UnaryOperator<List<Example>> all =
                examples -> examples.stream().map(change).toList();
        return new Datasets(
                all.apply(coldStart),
                all.apply(pool),
                all.apply(heldOut),
                all.apply(dev),
                all.apply(calibration),
                all.apply(test),
                readings,
                report);
    }

    private static List<Example> first(List<Example> examples, int count, String split, Recipe.Task task) {
        require(!examples.isEmpty(), "%s has no pairs in split %s that pass the filter", task.pairs(), split);
        return examples.subList(0, Math.min(count, examples.size()));
    }
}

package org.lungta.run;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.lungta.corpus.Cmrc;
import org.lungta.corpus.Example;
import org.lungta.corpus.PairReport;
import org.lungta.corpus.PairSet;
import org.lungta.corpus.PairSpec;
import org.lungta.corpus.Pairs;
import org.lungta.corpus.Reading;

/**
 * Who sees what. The train split, in an order that the seed decides, is cut into the cold start's pairs, the pool of GRPO, and
 * prompts that nothing trains on; dev is for losses and tau; test for the final figures alone.
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
        PairSpec spec = PairSpec.of(task.pairs(), task.from(), task.to())
                .withLength(task.lengthOf(), task.minCodePoints(), task.maxCodePoints());
        PairSet train = Pairs.load(spec.inSplit("train"));
        List<Example> dev = Pairs.read(spec.inSplit("dev"));
        List<Example> test = Pairs.read(spec.inSplit(recipe.evaluation().split()));
        Pairs.refuseOverlap(train.examples(), test);
        Pairs.refuseOverlap(train.examples(), dev);
        int started = recipe.coldStart().pairs();
        int pool = recipe.grpo().pool();
        int needed = started + pool + recipe.evaluation().heldOut();
        require(
                train.examples().size() >= needed,
                "%s: %d train pairs pass the filter, but the recipe needs %d (cold start %d, pool %d, held out %d)",
                task.pairs(),
                train.examples().size(),
                needed,
                started,
                pool,
                recipe.evaluation().heldOut());
        List<Example> drawn = Pairs.draw(train.examples(), needed, recipe.seed());
        List<Example> shuffledDev = Pairs.draw(dev, dev.size(), recipe.seed());
        return new Datasets(
                drawn.subList(0, started),
                drawn.subList(started, started + pool),
                drawn.subList(started + pool, needed),
                first(shuffledDev, recipe.coldStart().devPairs(), "dev", task),
                shuffledDev,
                Pairs.draw(test, recipe.evaluation().test(), recipe.seed()),
                recipe.evaluation()
                        .cmrc()
                        .map(file ->
                                Cmrc.draw(Cmrc.read(file), recipe.evaluation().contexts(), recipe.seed())),
                train.report());
    }

    /** The same data with every text of the pairs changed. */
    Datasets withTexts(UnaryOperator<String> change) {
        UnaryOperator<List<Example>> all =
                examples -> examples.stream().map(e -> e.withTexts(change)).toList();
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

package org.lungta.run;

import static org.lungta.check.Check.require;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lungta.checkpoint.AdapterFolder;
import org.lungta.corpus.ChoiceFile;
import org.lungta.corpus.ChoiceQuestion;
import org.lungta.corpus.Cmrc;
import org.lungta.corpus.Example;
import org.lungta.corpus.PairFields;
import org.lungta.corpus.Pairs;
import org.lungta.corpus.PlainTexts;
import org.lungta.corpus.Reading;

/**
 * What an experiment measures on beside its {@link Datasets}.
 *
 * @param tests by split, the leading one first
 * @param references more ways to say what a test's pair says, by the pair's id
 * @param facts what a pair says, by its id, where the truth is known
 * @param replay readings of the dominant language to learn from, none of which is tested
 */
record ExperimentData(
        Map<String, List<Example>> tests,
        Map<String, List<String>> references,
        Map<String, String> facts,
        List<ChoiceQuestion> choices,
        List<String> texts,
        List<Reading> replay) {

    static ExperimentData read(ExperimentRecipe recipe, Datasets data) {
        ExperimentRecipe.Examination e = recipe.evaluation();
        recipe.arms().forEach(ExperimentData::requireStart);
        Map<String, List<Example>> tests = new LinkedHashMap<>();
        tests.put(e.split(), data.test());
        e.moreSplits().forEach(split -> tests.put(split, test(recipe, split, data)));
        return new ExperimentData(
                tests,
                recipe.lab()
                        .map(lab -> PairFields.lists(recipe.task().pairs(), "references"))
                        .orElse(Map.of()),
                recipe.lab()
                        .map(lab -> PairFields.texts(recipe.task().pairs(), "fact"))
                        .orElse(Map.of()),
                e.choices()
                        .map(file ->
                                ChoiceFile.draw(ChoiceFile.read(file, e.choicesSplit()), e.questions(), recipe.seed()))
                        .orElse(List.of()),
                e.text()
                        .map(file -> PlainTexts.draw(file, e.textSplit(), e.texts(), recipe.seed()))
                        .orElse(List.of()),
                recipe.replay()
                        .map(Cmrc::read)
                        .map(r -> untested(r, data.readings(), recipe))
                        .orElse(List.of()));
    }

    private static void requireStart(String name, Arm arm) {
        if (arm instanceof Arm.Transfer transfer) {
            transfer.adapter()
                    .ifPresent(folder -> require(
                            AdapterFolder.isOne(folder),
                            "the arm %s goes on from %s, which holds no adapter: name one with --set arms.%s.transfer.adapter=DIR"
                                    + " (a run's checkpoints.json lists its adapters)",
                            name,
                            folder,
                            name));
        }
    }

    /** The same with every test as the model is shown it; the leading one is so already. */
    ExperimentData shown(Shown shown) {
        Map<String, List<Example>> changed = new LinkedHashMap<>();
        tests.forEach((split, examples) -> changed.put(
                split,
                changed.isEmpty() ? examples : examples.stream().map(shown::of).toList()));
        return new ExperimentData(changed, references, facts, choices, texts, replay);
    }

    private static List<Example> test(ExperimentRecipe recipe, String split, Datasets data) {
        Recipe.Task task = recipe.task();
        List<Example> test = Datasets.load(task, split).examples();
        Pairs.refuseOverlap(data.coldStart(), test);
        Pairs.refuseOverlap(data.pool(), test);
        return Pairs.draw(test, recipe.evaluation().test(), recipe.seed());
    }

    private static List<Reading> untested(
            List<Reading> replay, Optional<List<Reading>> tested, ExperimentRecipe recipe) {
        Set<String> contexts = new HashSet<>(
                tested.orElse(List.of()).stream().map(Reading::context).collect(Collectors.toSet()));
        long shared =
                replay.stream().map(Reading::context).filter(contexts::contains).count();
        require(
                shared == 0,
                "%s holds %d of the passages that %s is tested on: name another file to replay",
                recipe.replay().orElseThrow(),
                shared,
                recipe.evaluation().cmrc().orElseThrow());
        return replay;
    }
}

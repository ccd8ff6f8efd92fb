package org.lungta.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lungta.checkpoint.AdapterFolder;
import org.lungta.model.Adapter;
import org.lungta.model.PromptGroup;
import org.lungta.train.Course;
import org.lungta.train.Imitation;
import org.lungta.train.Sft;

/** The cold start: a little supervised fine-tuning, of which the checkpoint with the lowest dev loss is kept. */
final class ColdStartStage {
    private static final String NAME = "cold-start";

    private final Workbench bench;
    private final String key;
    private Results.ColdStartResult result;

    ColdStartStage(Workbench bench) {
        this.bench = bench;
        this.key = Keys.of(NAME, bench.inputs(), bench.recipe.coldStart(), bench.recipe.adapter());
    }

    /** Learns, or takes what was learnt before. The caller closes the adapter. */
    Adapter learn() {
        SftStage stage = new SftStage(bench, plan(bench, NAME, key, Optional.empty(), course(bench), Marks.none()));
        result = stage.learn();
        return AdapterFolder.read(stage.best(), bench.weights);
    }

    Results.ColdStartResult result() {
        return result;
    }

    static Course.Epochs course(Workbench bench) {
        Recipe.ColdStart settings = bench.recipe.coldStart();
        List<PromptGroup> lessons =
                bench.data.coldStart().stream().map(bench::lesson).toList();
        return new Course.Epochs(lessons, settings.batchSize(), settings.epochs(), bench.recipe.seed());
    }

    /**
     * The cold start's training.
     *
     * @param start the adapter to go on from; a fresh one where it is empty
     */
    static SftStage.Plan plan(
            Workbench bench, String name, String key, Optional<Path> start, Course.Epochs course, Marks marks) {
        Recipe.ColdStart settings = bench.recipe.coldStart();
        return new SftStage.Plan(
                name,
                key,
                start,
                course,
                new Imitation.Plain(),
                new Sft.Settings(
                        settings.batchSize(),
                        settings.epochs(),
                        bench.recipe.adapter().dropout(),
                        bench.memory.coldStart().tokenBudget(),
                        bench.recipe.seed(),
                        settings.schedule()),
                settings.rate(),
                settings.devEvery(),
                marks);
    }
}

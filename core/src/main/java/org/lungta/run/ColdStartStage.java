package org.lungta.run;

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
    private final Recipe.ColdStart settings;
    private final String key;
    private Results.ColdStartResult result;

    ColdStartStage(Workbench bench) {
        this.bench = bench;
        this.settings = bench.recipe.coldStart();
        this.key = Keys.of(NAME, bench.inputs(), settings, bench.recipe.adapter());
    }

    /** Learns, or takes what was learnt before. The caller closes the adapter. */
    Adapter learn() {
        SftStage stage = new SftStage(bench, plan());
        result = stage.learn();
        return AdapterFolder.read(stage.best(), bench.weights);
    }

    Results.ColdStartResult result() {
        return result;
    }

    private SftStage.Plan plan() {
        List<PromptGroup> lessons =
                bench.data.coldStart().stream().map(bench::lesson).toList();
        long seed = bench.recipe.seed();
        return new SftStage.Plan(
                NAME,
                key,
                Optional.empty(),
                new Course.Epochs(lessons, settings.batchSize(), settings.epochs(), seed),
                new Imitation.Plain(),
                new Sft.Settings(
                        settings.batchSize(),
                        settings.epochs(),
                        bench.recipe.adapter().dropout(),
                        bench.memory.coldStart().tokenBudget(),
                        seed,
                        settings.schedule()),
                settings.rate(),
                settings.devEvery(),
                Marks.none());
    }
}

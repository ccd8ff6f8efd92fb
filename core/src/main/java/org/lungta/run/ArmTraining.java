package org.lungta.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.checkpoint.AdapterFolder;
import org.lungta.checkpoint.ContentHash;
import org.lungta.checkpoint.ScaledAdapter;
import org.lungta.corpus.Example;
import org.lungta.corpus.Reading;
import org.lungta.eval.Comprehension;
import org.lungta.eval.Translation;
import org.lungta.evidence.Row;
import org.lungta.metric.Chrf;
import org.lungta.metric.Segment;
import org.lungta.model.Adapter;
import org.lungta.model.Merged;
import org.lungta.model.PromptGroup;
import org.lungta.reward.Calibration;
import org.lungta.train.Advantage;
import org.lungta.train.Course;
import org.lungta.train.Imitation;
import org.lungta.train.Sft;

/** Trains one arm for one seed, from the cold start, in a folder of its own. */
final class ArmTraining {
    private static final int ROWS = 32;

    private final String name;
    private final String seed;
    private final Workbench bench;
    private final Start start;

    /**
     * What an arm begins with.
     *
     * @param folder of the cold start's adapter
     * @param tau calibrated on the cold start's samples
     * @param general readings to replay
     */
    record Start(Path folder, Calibration tau, List<Reading> general) {}

    ArmTraining(String name, String seed, Workbench bench, Start start) {
        this.name = name;
        this.seed = seed;
        this.bench = bench;
        this.start = start;
    }

    List<Checkpoint> sft(Arm.Sft settings) {
        return chosen(settings, course(settings), new Imitation.Plain(), "");
    }

    List<Checkpoint> replay(Arm.Replay settings) {
        List<PromptGroup> general = start.general().stream()
                .flatMap(r -> r.questions().stream()
                        .map(q -> bench.lesson(
                                Comprehension.question(r.context(), q.question()),
                                q.answers().get(0),
                                q.id())))
                .toList();
        Course course = new Course.Replayed(course(settings.sft()), general, settings.share());
        String key = Keys.of(settings.share(), start.general());
        return chosen(settings.sft(), course, new Imitation.Plain(), key);
    }

    List<Checkpoint> sftKl(Arm.SftKl settings) {
        return chosen(
                settings.sft(),
                course(settings.sft()),
                new Imitation.NearBase(settings.beta()),
                String.valueOf(settings.beta()));
    }

    /** The adapter as it came, and what the cold start's pairs made of it. */
    List<Checkpoint> transfer(Arm.Transfer settings) {
        Course.Epochs course = ColdStartStage.course(bench);
        Marks marks = Marks.of(course.steps(), settings.checkpoints());
        String key = Keys.of(
                "transfer",
                bench.inputs(),
                bench.recipe.coldStart(),
                bench.recipe.adapter(),
                settings.adapter().map(ContentHash::ofAdapter),
                marks);
        SftStage stage =
                new SftStage(bench, ColdStartStage.plan(bench, "transfer", key, settings.adapter(), course, marks));
        stage.learn();
        List<Checkpoint> all = new ArrayList<>();
        settings.adapter().ifPresent(folder -> all.add(checkpoint(0, "as it came", folder)));
        marks.steps().forEach(step -> all.add(checkpoint(step, "%d updates".formatted(step), stage.marked(step))));
        return all;
    }

    List<Checkpoint> grpo(int checkpoints, Optional<GrpoStage.Improvement> other) {
        int steps = bench.recipe.grpo().steps();
        Marks marks = Marks.of(steps, checkpoints);
        String beginning = Keys.of(ContentHash.ofAdapter(start.folder()), ids(bench.data.pool()));
        GrpoStage stage = new GrpoStage(bench, marks, other, beginning);
        try (Adapter started = AdapterFolder.read(start.folder(), bench.weights)) {
            stage.learn(started, start.tau()).close();
        }
        return marks.steps().stream()
                .map(step -> checkpoint(step, "%d updates".formatted(step), stage.marked(step)))
                .toList();
    }

    List<Checkpoint> rejectionSampling(int checkpoints) {
        return grpo(checkpoints, Optional.of(new GrpoStage.Improvement(new Advantage.BestOfGroup(), 1)));
    }

    private Course.Epochs course(Arm.Sft settings) {
        List<PromptGroup> lessons =
                bench.data.pool().stream().map(bench::lesson).toList();
        return new Course.Epochs(lessons, settings.batchSize(), settings.epochs(), bench.recipe.seed());
    }

    /** Trains at every rate, and gives the checkpoints of the one whose last has the best chrF on dev. */
    private List<Checkpoint> chosen(Arm.Sft settings, Course course, Imitation imitation, String key) {
        Marks marks = Marks.of(course.steps(), settings.checkpoints());
        int last = marks.steps().get(marks.steps().size() - 1);
        Map<Double, SftStage> stages = new LinkedHashMap<>();
        Map<Double, Double> chrf = new LinkedHashMap<>();
        for (double rate : settings.rates()) {
            SftStage stage = new SftStage(bench, plan(settings, rate, course, imitation, key));
            stage.learn();
            stages.put(rate, stage);
            if (settings.rates().size() > 1) {
                chrf.put(rate, dev(stage.marked(last), rate));
            }
        }
        Rates rates = chrf.isEmpty() ? Rates.only(settings.rates().get(0)) : Rates.best(chrf, settings.rates());
        chrf.forEach((r, value) -> bench.console.say(
                "rate %s: chrF %.2f on dev%s", Rates.text(r), value, r == rates.taken() ? ", taken" : ""));
        rates.edge().ifPresent(edge -> bench.console.say("that is the %s of those named: try one beyond it", edge));
        return marks.steps().stream()
                .map(step -> checkpoint(
                                step,
                                "%d updates at rate %s".formatted(step, Rates.text(rates.taken())),
                                stages.get(rates.taken()).marked(step))
                        .at(rates))
                .toList();
    }

    private SftStage.Plan plan(Arm.Sft settings, double rate, Course course, Imitation imitation, String key) {
        Marks marks = Marks.of(course.steps(), settings.checkpoints());
        return new SftStage.Plan(
                SftStage.name(rate),
                Keys.of(
                        "sft",
                        bench.inputs(),
                        bench.recipe.coldStart(),
                        bench.recipe.adapter(),
                        ContentHash.ofAdapter(start.folder()),
                        ids(bench.data.pool()),
                        settings,
                        rate,
                        imitation,
                        marks,
                        key),
                Optional.of(start.folder()),
                course,
                imitation,
                new Sft.Settings(
                        settings.batchSize(),
                        settings.epochs(),
                        bench.recipe.adapter().dropout(),
                        Math.min(
                                settings.tokenBudget(), bench.memory.coldStart().tokenBudget()),
                        bench.recipe.seed(),
                        settings.schedule()),
                rate,
                settings.devEvery(),
                marks);
    }

    /** Mean chrF of the greedy outputs on the pairs of dev. */
    private double dev(Path folder, double rate) {
        String key = Keys.of("dev", ContentHash.ofAdapter(folder), ids(bench.data.dev()));
        Path items = bench.folder.path("dev/%s-%s.jsonl".formatted(Rates.text(rate), key));
        try (Adapter adapter = AdapterFolder.read(folder, bench.weights);
                Merged merged = Merged.of(bench.weights, Optional.of(adapter), ROWS)) {
            Chrf chrf = Chrf.standard();
            return new Translation(
                            bench.recipe.task().to(),
                            Optional.empty(),
                            Optional.empty(),
                            bench.recipe.task().maxNewTokens())
                            .translate(
                                    bench.model(merged),
                                    bench.prompts(bench.data.dev()),
                                    items,
                                    bench.console.progress("dev at " + Rates.text(rate)))
                            .stream()
                            .mapToDouble(i -> chrf.value(chrf.statistics(new Segment(i.output(), i.reference()))))
                            .average()
                            .orElseThrow();
        }
    }

    private static List<String> ids(List<Example> examples) {
        return examples.stream().map(Example::id).toList();
    }

    private Checkpoint checkpoint(int step, String label, Path folder) {
        return new Checkpoint(new Row.Key(name, seed, step), label, List.of(new ScaledAdapter(folder, 1)));
    }

    /** An arm's last checkpoint on its way back to the base. */
    static List<Checkpoint> scaled(String name, Checkpoint last, List<Double> points) {
        return points.stream()
                .sorted()
                .map(lambda -> new Checkpoint(
                        new Row.Key(name, last.row().seed(), (int) Math.round(100 * lambda)),
                        "lambda " + lambda,
                        last.adapters().stream()
                                .map(a -> new ScaledAdapter(a.folder(), lambda * a.scale()))
                                .toList()))
                .toList();
    }
}

package org.lungta.run;

import static org.lungta.check.Check.refuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungta.eval.Translation;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Figure;
import org.lungta.evidence.Gate;
import org.lungta.evidence.Row;
import org.lungta.evidence.Sample;
import org.lungta.evidence.Training;
import org.lungta.evidence.Value;
import org.lungta.metric.Chrf;
import org.lungta.metric.Segment;
import tools.jackson.databind.JsonNode;

/** What stands beside the rows: the lab's gates, learning curves, outputs side by side, and what the metrics are worth against the truth. */
final class AppendixOf {
    private static final int SAMPLES = 10;
    private static final List<String> CURVES = List.of(
            "loss",
            "dev_loss",
            "reward",
            "rewards/similarity/mean",
            "rewards/language/mean",
            "rewards/cosine/mean",
            "rewards/bleu/mean",
            "rewards/chrf/mean",
            "rewards/facts/mean",
            "reward_std",
            "frac_reward_zero_std",
            "entropy",
            "completions/mean_length",
            "kl");

    private static final List<String> SEEN_BY_ENCODER = List.of("rewards/similarity/mean", "rewards/cosine/mean");

    private final ExperimentRecipe recipe;
    private final RunFolder folder;
    private final List<ExperimentRun.Measured> measured;
    private final Optional<LabTruth> truth;

    AppendixOf(
            ExperimentRecipe recipe,
            RunFolder folder,
            List<ExperimentRun.Measured> measured,
            Optional<LabTruth> truth) {
        this.recipe = recipe;
        this.folder = folder;
        this.measured = measured;
        this.truth = truth;
    }

    Experiment.Appendix appendix() {
        return new Experiment.Appendix(gates(), figures(), recipe.published(), training(), samples());
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(new Hacked(recipe, measured).figures());
        truth.ifPresent(known -> figures.addAll(new MetricValidity(recipe.task().to(), known, measured).figures()));
        return figures;
    }

    /** Those of the lab: the base reads well but can lose, the start leaves room on both sides, and so does strong fine-tuning. */
    private List<Gate> gates() {
        List<Gate> gates = new ArrayList<>();
        if (recipe.lab().isEmpty()) {
            return gates;
        }
        gate(
                gates,
                Arm.Base.class,
                "qa exact",
                "base answers questions",
                .80,
                .97,
                "Nothing can be lost that is not there.");
        gate(
                gates,
                Arm.ColdStart.class,
                "exact facts",
                "cold start",
                .20,
                .60,
                "Room for gain, and something to reward.");
        gate(
                gates,
                Arm.Sft.class,
                "exact facts, compositional",
                "strong fine-tuning, compositional",
                0,
                .97,
                "A task that is solved tells no two methods apart.");
        return gates;
    }

    private void gate(
            List<Gate> gates,
            Class<? extends Arm> kind,
            String measure,
            String name,
            double low,
            double high,
            String sentence) {
        List<Map<String, Value>> ends = new ArrayList<>();
        recipe.arms().forEach((arm, settings) -> {
            if (kind.isInstance(settings)) {
                last(arm).values().forEach(m -> ends.add(m.found().values()));
            }
        });
        double value = ExperimentTable.mean(
                ends.stream().filter(v -> v.containsKey(measure)).toList(), measure);
        if (Double.isFinite(value)) {
            gates.add(new Gate(name, value, low, high, sentence));
        }
    }

    /** An arm's last checkpoint by seed. */
    private Map<String, ExperimentRun.Measured> last(String arm) {
        return last(measured, arm);
    }

    static Map<String, ExperimentRun.Measured> last(List<ExperimentRun.Measured> measured, String arm) {
        Map<String, ExperimentRun.Measured> last = new LinkedHashMap<>();
        measured.stream()
                .filter(m -> m.checkpoint().row().arm().equals(arm))
                .forEach(m -> last.put(m.checkpoint().row().seed(), m));
        return last;
    }

    private List<Training> training() {
        List<Training> all = new ArrayList<>();
        Map<String, Training> own = new LinkedHashMap<>();
        recipe.arms().forEach((name, arm) -> {
            List<String> seeds = arm instanceof Arm.ColdStart
                    ? List.of(Row.EVERY_SEED)
                    : recipe.seeds().stream().map(String::valueOf).toList();
            for (String seed : seeds) {
                own.clear();
                String at = arm instanceof Arm.ColdStart ? "cold-start" : name;
                lines(folder.path("arms/" + at + "/" + seed + "/journal.jsonl"))
                        .forEach(line -> update(name, seed, line)
                                .ifPresent(u -> own.put(line.path("stage").asString("") + " " + u.step(), u)));
                all.addAll(taken(name, seed, own));
            }
        });
        return all;
    }

    /** Of several rates the updates of the one that was taken. */
    private List<Training> taken(String arm, String seed, Map<String, Training> updates) {
        String stage = Optional.ofNullable(last(arm).get(seed))
                .flatMap(end -> end.checkpoint().rates())
                .map(rates -> SftStage.name(rates.taken()) + " ")
                .orElse("");
        return updates.entrySet().stream()
                .filter(e -> e.getKey().startsWith(stage))
                .map(Map.Entry::getValue)
                .toList();
    }

    private Optional<Training> update(String arm, String seed, JsonNode line) {
        SortedMap<String, Double> values = new TreeMap<>();
        for (String name : CURVES) {
            if (line.path(name).isNumber() && Double.isFinite(line.get(name).doubleValue())) {
                values.put(curve(arm, name), line.get(name).doubleValue());
            }
        }
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(new Training(arm, seed, line.path("step").asInt(), values));
    }

    /** Similarities by another encoder are a curve of their own. */
    private String curve(String arm, String name) {
        return recipe.arms().get(arm) instanceof Arm.Hackable hackable && SEEN_BY_ENCODER.contains(name)
                ? name.replace("/mean", " by " + hackable.encoder() + "/mean")
                : name;
    }

    private static List<JsonNode> lines(Path journal) {
        if (!Files.exists(journal)) {
            return List.of();
        }
        try {
            return Files.readAllLines(journal, StandardCharsets.UTF_8).stream()
                    .map(RunFolder.JSON::readTree)
                    .toList();
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", journal, unreadable);
        }
    }

    /** The last outputs of every arm, of the first seed, on the first items of the test. */
    private List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        int count = measured.isEmpty()
                ? 0
                : Math.min(SAMPLES, measured.get(0).found().outputs().size());
        for (int i = 0; i < count; i++) {
            List<Sample.Output> outputs = new ArrayList<>();
            for (String arm : recipe.arms().keySet()) {
                for (ExperimentRun.Measured end :
                        last(arm).values().stream().limit(1).toList()) {
                    outputs.add(
                            output(end.checkpoint().row(), end.found().outputs().get(i)));
                }
            }
            Translation.Item item = measured.get(0).found().outputs().get(i);
            samples.add(new Sample(item.id(), item.source(), item.reference(), outputs));
        }
        return samples;
    }

    private Sample.Output output(Row.Key row, Translation.Item item) {
        SortedMap<String, Double> scores = new TreeMap<>();
        Chrf chrf = Chrf.standard();
        scores.put("chrf", chrf.value(chrf.statistics(new Segment(item.output(), item.reference()))));
        scores.put("similarity", item.cosine());
        truth.ifPresent(t ->
                scores.put("exact facts", t.judge(item.id(), item.output()).exact() ? 1.0 : 0.0));
        return new Sample.Output(row, item.output(), scores, truth.map(t -> t.read(item.id(), item.output())));
    }
}

package org.lungta.run;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lungta.checkpoint.AdapterFolder;
import org.lungta.eval.Translation;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Axes;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.ExperimentFile;
import org.lungta.evidence.Header;
import org.lungta.evidence.Measure;
import org.lungta.evidence.Measure.Role;
import org.lungta.evidence.Row;
import org.lungta.evidence.Sample;
import org.lungta.evidence.Training;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;

/** What a run folder holds, as an experiment for reports: one that is kept as such, or what the pipeline of one recipe found. */
public final class RunEvidence {
    private static final Set<String> PERSONAL = Set.of("seed", "cpu");

    /** Of the journal's numbers, those that a reader wants to see. */
    private static final Set<String> CURVES = Set.of(
            "loss",
            "reward",
            "rewards/similarity/mean",
            "rewards/language/mean",
            "reward_std",
            "entropy",
            "kl",
            "completions/mean_length",
            "dev/similarity",
            "dev/language");

    private RunEvidence() {}

    public static Experiment read(Path folder) {
        require(
                Files.isRegularFile(folder.resolve(ExperimentFile.NAME)),
                "%s holds no %s: name the folder of a finished run",
                folder,
                ExperimentFile.NAME);
        return ExperimentFile.in(folder) ? ExperimentFile.read(folder) : pipeline(folder);
    }

    private static Experiment pipeline(Path folder) {
        Results results = results(folder.resolve(ExperimentFile.NAME));
        String seed = results.header().getOrDefault("seed", "1");
        List<Measured> measured = measured(folder, results, seed);
        List<Row> rows = measured.stream().map(Measured::row).toList();
        boolean reading = results.base().comprehension().isPresent();
        return new Experiment(
                header(folder, results),
                axes(reading),
                measures(results.base().test(), reading),
                arms(results),
                List.of(),
                new Experiment.Appendix(
                        List.of(),
                        List.of(),
                        List.of(),
                        training(folder.resolve("journal.jsonl"), seed),
                        samples(measured)),
                rows);
    }

    /** The models of a pipeline in the order in which they came about, and what stands beside them. */
    private static List<Measured> measured(Path folder, Results results, String seed) {
        Path evaluation = folder.resolve("evaluation");
        int best = results.coldStart().bestStep();
        int last = results.grpo().steps();
        List<Measured> measured = new ArrayList<>(List.of(
                new Measured(Row.of("base", Row.EVERY_SEED, 0, "0-shot"), results.base(), evaluation.resolve("base")),
                new Measured(
                        Row.of("cold start", seed, best, best + " updates"),
                        results.coldStartEvaluation(),
                        evaluation.resolve("cold-start")),
                new Measured(
                        Row.of("grpo", seed, last, last + " steps"),
                        results.grpoEvaluation(),
                        evaluation.resolve("grpo"))));
        results.extras()
                .recovery()
                .ifPresent(recovered -> measured.add(new Measured(
                        Row.of(RecoveryStage.NAME, seed, last, "after GRPO"),
                        recovered,
                        evaluation.resolve(RecoveryStage.NAME))));
        results.extras()
                .lead()
                .ifPresent(lead -> measured.add(new Measured(
                        Row.of(LeadArm.NAME, Row.EVERY_SEED, 0, "no learning"),
                        new Results.Evaluation(lead, Optional.empty(), Optional.empty(), Optional.empty()),
                        evaluation.resolve(LeadArm.NAME))));
        return measured;
    }

    private static List<Arm> arms(Results results) {
        List<Arm> arms = new ArrayList<>(List.of(
                Arm.base("The base model."),
                Arm.from("base", "cold start", Arm.Kind.COLD_START, "Fine-tuned on pairs; its best checkpoint on dev."),
                Arm.from("cold start", "grpo", Arm.Kind.GRPO, "Reinforced by meaning and language.")));
        results.extras()
                .recovery()
                .ifPresent(recovered -> arms.add(Arm.from(
                        "grpo", RecoveryStage.NAME, Arm.Kind.BASELINE, "Fine-tuned on the cold start's pairs again.")));
        results.extras()
                .lead()
                .ifPresent(lead -> arms.add(new Arm(
                        LeadArm.NAME,
                        Arm.Kind.TRIVIAL,
                        Optional.empty(),
                        "The document's first syllables; no model.")));
        return arms;
    }

    /** What a pipeline keeps of its models. */
    static KeptCheckpoints kept(Path folder) {
        Results results = results(folder.resolve(ExperimentFile.NAME));
        return new KeptCheckpoints(measured(folder, results, results.header().getOrDefault("seed", "1")).stream()
                .map(m -> KeptCheckpoints.Kept.in(
                        folder,
                        m.key(),
                        Optional.of(folder.resolve(m.folder().getFileName() + "/adapter"))
                                .filter(AdapterFolder::isOne),
                        m.file("test-")))
                .toList());
    }

    private static Axes axes(boolean reading) {
        return Axes.of("chrf", reading ? "cmrc f1" : "language").withProxy("similarity", "chrf");
    }

    private static Results results(Path file) {
        try {
            return RunFolder.JSON
                    .readerFor(Results.class)
                    .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .readValue(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException | JacksonException other) {
            throw refuse(
                    "%s is neither an experiment (%s) nor what a pipeline from base to GRPO found: %s",
                    file,
                    ExperimentFile.SCHEMA,
                    other.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static Header header(Path folder, Results results) {
        Map<String, String> all = results.header();
        Map<String, String> settings = new LinkedHashMap<>(all);
        settings.keySet().removeAll(PERSONAL);
        settings.put("tau", String.valueOf(results.tau().tau()));
        Map<String, String> machine = all.containsKey("cpu") ? Map.of("cpu", all.get("cpu")) : Map.of();
        List<String> languages = Stream.of(all.getOrDefault("direction", "").split(" -> "))
                .filter(language -> !language.isBlank())
                .toList();
        return new Header(
                folder.toAbsolutePath().normalize().getFileName().toString(),
                "What cold start and GRPO gain, and what they lose.",
                Header.Ground.REAL,
                new Header.Origin(all.getOrDefault("model", ""), "", languages, List.of()),
                settings,
                Map.of(),
                machine,
                List.of(
                        "This recipe declares no claim and has no arm to compare GRPO with: nothing here speaks of other methods."));
    }

    private static List<Measure> measures(Translation.Summary test, boolean reading) {
        List<Measure> measures = new ArrayList<>();
        for (String name : test.scores().keySet()) {
            Role role = name.equals("language") || name.equals("ended") ? Role.LANGUAGE : Role.TARGET;
            String unit = role == Role.LANGUAGE ? "share" : name.equals("similarity") ? "cosine" : "";
            measures.add(Measure.higher(name, role, unit, test.signatures().getOrDefault(name, "")));
        }
        if (reading) {
            measures.add(
                    Measure.higher("cmrc f1", Role.RETAINED, "points", "CMRC 2018, generative, zero-shot, greedy."));
            measures.add(Measure.higher("cmrc exact", Role.RETAINED, "share", "The same, answered exactly."));
        }
        return measures;
    }

    private static List<Training> training(Path journal, String seed) {
        List<Training> updates = new ArrayList<>();
        for (JsonNode line : Measured.lines(journal, JsonNode.class)) {
            SortedMap<String, Double> values = new TreeMap<>();
            line.properties().stream()
                    .filter(e -> CURVES.contains(e.getKey()) && e.getValue().isNumber())
                    .forEach(e -> values.put(e.getKey(), e.getValue().asDouble()));
            String arm = line.path("stage").asString("").replace('-', ' ');
            if (!values.isEmpty() && Set.of("cold start", "grpo").contains(arm)) {
                updates.add(new Training(arm, seed, line.path("step").asInt(), values));
            }
        }
        return updates;
    }

    private static List<Sample> samples(List<Measured> measured) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (Measured of : measured) {
            for (Translation.Item item : of.translations()) {
                SortedMap<String, Double> scores = new TreeMap<>();
                if (Double.isFinite(item.cosine())) {
                    scores.put("similarity", item.cosine());
                }
                Sample.Output output = new Sample.Output(of.key(), item.output(), scores, Optional.empty());
                samples.merge(
                        item.id(),
                        new Sample(item.id(), item.source(), item.reference(), List.of(output)),
                        (a, b) -> new Sample(
                                a.id(),
                                a.prompt(),
                                a.reference(),
                                Stream.concat(a.outputs().stream(), b.outputs().stream())
                                        .toList()));
            }
        }
        return samples.values().stream().limit(10).toList();
    }
}

package org.lungta.run;

import static org.lungta.check.Check.refuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.lungta.audit.Alarm;
import org.lungta.audit.Measures;
import org.lungta.audit.Watch;
import org.lungta.checkpoint.AtomicFiles;
import org.lungta.metric.Chrf;
import org.lungta.metric.Segment;
import org.lungta.reward.Answers;
import org.lungta.reward.Score;
import org.lungta.train.Experience;
import org.lungta.train.Group;
import tools.jackson.databind.JsonNode;

/**
 * Feeds the detectors with every step, and puts what they say into the journal and on the terminal. chrF is the metric that is not
 * the reward. The journal's lines are the detectors' memory: on resume they are fed with them again.
 */
final class Watchman {
    private static final String MEASURES = "watch";
    private static final String ALARMS = "alarms";
    private static final int SHOWN = 20;
    private static final Chrf CHRF = Chrf.standard();

    private final Workbench bench;
    private final Watch watch;
    private final List<Alarm> begun = new ArrayList<>();

    Watchman(Workbench bench) {
        this.bench = bench;
        this.watch = new Watch(bench.recipe.watch().limits());
    }

    /** Sees again what the journal holds of a stage that goes on. */
    void replay(String stage) {
        lines(bench).stream()
                .filter(line -> line.path("stage").asString("").equals(stage) && line.has(MEASURES))
                .forEach(line -> watch.see(RunFolder.JSON.treeToValue(line.get(MEASURES), Measures.class)));
    }

    /** What to add to a step's line: its measures, and the alarms that begin with it. */
    Map<String, Object> see(int step, List<Group> groups) {
        List<Answers> answers = groups.stream()
                .map(g -> new Answers(
                        g.prompt(),
                        g.experience().stream()
                                .map(e -> e.rollout().completion())
                                .toList()))
                .toList();
        List<List<Score>> scores = groups.stream()
                .map(g -> g.experience().stream().map(Experience::score).toList())
                .toList();
        List<Sample> samples = samples(groups);
        Measures measures = Measures.of(
                answers,
                scores,
                OptionalDouble.of(
                        samples.stream().mapToDouble(Sample::chrf).average().orElse(0)));
        List<Alarm> alarms = watch.see(measures);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put(MEASURES, measures);
        if (!alarms.isEmpty()) {
            line.put(ALARMS, alarms);
            alarms.forEach(alarm -> bench.console.say("ALARM %s", alarm));
            dump(step, samples);
            begun.addAll(alarms);
        }
        return line;
    }

    /** Stops the run where the recipe asks for it: saves first, then says why. Going on with --resume is a decision. */
    void stopIfAsked(Runnable save) {
        List<Alarm> reasons = begun.stream()
                .filter(a -> bench.recipe.watch().stop().contains(a.kind()))
                .toList();
        begun.clear();
        if (!reasons.isEmpty()) {
            save.run();
            throw refuse(
                    "the recipe stops the run at this alarm: %s. Look at %s; --resume goes on all the same",
                    reasons.stream().map(Alarm::toString).collect(Collectors.joining("; ")), bench.folder.path(ALARMS));
        }
    }

    /** Every alarm in the journal. */
    static List<Alarm> alarms(Workbench bench) {
        List<Alarm> alarms = new ArrayList<>();
        for (JsonNode line : lines(bench)) {
            line.path(ALARMS).forEach(a -> alarms.add(RunFolder.JSON.treeToValue(a, Alarm.class)));
        }
        return alarms;
    }

    /** One completion, with what it was paid and what chrF says. */
    private record Sample(
            String prompt, String source, String reference, String completion, double reward, double chrf) {}

    private static List<Sample> samples(List<Group> groups) {
        List<Sample> samples = new ArrayList<>();
        for (Group group : groups) {
            for (Experience e : group.experience()) {
                String text = e.rollout().completion().text();
                samples.add(new Sample(
                        group.prompt().id(),
                        group.prompt().source(),
                        group.prompt().reference(),
                        text,
                        e.score() instanceof Score.Value value ? value.total() : 0,
                        CHRF.value(
                                CHRF.statistics(new Segment(text, group.prompt().reference())))));
            }
        }
        return samples;
    }

    /** The samples that are paid most for least: by rank in the reward from above, in chrF from below. */
    private void dump(int step, List<Sample> samples) {
        List<Sample> paid = samples.stream()
                .sorted(Comparator.comparingDouble(Sample::reward).reversed())
                .toList();
        List<Sample> poor = samples.stream()
                .sorted(Comparator.comparingDouble(Sample::chrf))
                .toList();
        String lines = samples.stream()
                .sorted(Comparator.comparingInt(s -> paid.indexOf(s) + poor.indexOf(s)))
                .limit(SHOWN)
                .map(
                        RunFolder.JSON.writer().without(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT)
                                ::writeValueAsString)
                .collect(Collectors.joining("\n", "", "\n"));
        AtomicFiles.write(bench.folder.path(ALARMS + "/step-%06d.jsonl".formatted(step)), lines);
    }

    private static List<JsonNode> lines(Workbench bench) {
        Path journal = bench.folder.path("journal.jsonl");
        try {
            return Files.exists(journal)
                    ? Files.readAllLines(journal, StandardCharsets.UTF_8).stream()
                            .map(RunFolder.JSON::readTree)
                            .toList()
                    : List.of();
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", journal, unreadable);
        }
    }
}

package org.lungta.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Measure;
import org.lungta.evidence.Row;
import org.lungta.evidence.Value;
import org.lungta.statistics.Bounds;
import org.lungta.statistics.Effect;
import org.lungta.statistics.Observation;

/** The rows of one arm at one step, a row a seed. */
record Checkpoint(Arm arm, int step, List<Row> rows) {
    Checkpoint {
        rows = List.copyOf(rows);
    }

    /** A measure over seeds: the mean of their values, and where it lies with 95 % confidence if that can be told. */
    record Summary(double mean, int n, int seeds, Optional<Bounds> interval) {}

    /** All checkpoints, in the order of the arms' kinds and of training. */
    static List<Checkpoint> all(Experiment experiment) {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : experiment.rows()) {
            groups.computeIfAbsent(row.key().arm() + "\n" + row.key().step(), key -> new ArrayList<>())
                    .add(row);
        }
        return groups.values().stream()
                .map(rows -> new Checkpoint(
                        experiment.arm(rows.get(0).key().arm()),
                        rows.get(0).key().step(),
                        rows))
                .toList();
    }

    /** Those of a model. */
    static List<Checkpoint> learnt(Experiment experiment) {
        return all(experiment).stream()
                .filter(checkpoint -> checkpoint.arm().kind() != Arm.Kind.TRIVIAL)
                .toList();
    }

    /** The last checkpoint of each arm. */
    static List<Checkpoint> last(Experiment experiment) {
        Map<String, Checkpoint> last = new LinkedHashMap<>();
        all(experiment).stream()
                .sorted(Comparator.comparing(Checkpoint::step))
                .forEach(checkpoint -> last.put(checkpoint.arm().name(), checkpoint));
        return all(experiment).stream().filter(last::containsValue).toList();
    }

    String name() {
        return arm.name() + ", " + label();
    }

    String label() {
        String label = rows.get(0).label();
        return label.isBlank() ? "step " + step : label;
    }

    Optional<Summary> summary(Measure measure) {
        List<Row> measured = rows.stream()
                .filter(row -> row.value(measure.name()).isPresent())
                .toList();
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        List<Value> values = measured.stream()
                .map(row -> row.value(measure.name()).orElseThrow())
                .toList();
        double mean = values.stream().mapToDouble(Value::mean).average().orElseThrow();
        return Optional.of(new Summary(mean, values.get(0).n(), values.size(), interval(measured, measure, values)));
    }

    private static Optional<Bounds> interval(List<Row> rows, Measure measure, List<Value> values) {
        List<Observation> observations = new ArrayList<>();
        for (Row row : rows) {
            row.value(measure.name())
                    .orElseThrow()
                    .items()
                    .forEach(item -> observations.add(new Observation(row.key().seed(), item.cluster(), item.value())));
        }
        boolean alike = values.stream()
                .allMatch(value -> value.items().size() == values.get(0).items().size());
        boolean several =
                observations.stream().map(Observation::cluster).distinct().count() > 1;
        if (alike && several) {
            return Optional.of(measure.possible(Effect.of(observations).interval(0.95)));
        }
        return values.size() == 1 ? values.get(0).interval() : Optional.empty();
    }
}

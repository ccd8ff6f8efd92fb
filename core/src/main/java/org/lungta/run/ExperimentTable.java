package org.lungta.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lungta.evidence.Axes;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Gate;
import org.lungta.evidence.Measure;
import org.lungta.evidence.Row;
import org.lungta.evidence.Value;

/** An experiment for the terminal: a line a checkpoint, the measures that lead, and the gates. */
final class ExperimentTable {
    private static final List<String> MORE = List.of(
            "exact facts, compositional",
            "slot f1",
            "bleu",
            "chrf",
            "similarity",
            "language",
            "answer nll",
            "text bits");

    private ExperimentTable() {}

    /** One checkpoint in one line. */
    static String line(ExperimentRecipe recipe, Row.Key row, SortedMap<String, Value> values) {
        Axes axes = MeasureList.axes(recipe);
        String figures = names(axes)
                .filter(values::containsKey)
                .map(name -> name + " " + number(values.get(name)))
                .collect(Collectors.joining("  "));
        return row + ": " + figures;
    }

    static String of(Experiment experiment) {
        List<String> names = Stream.concat(names(experiment.axes()), hackable(experiment))
                .filter(name -> experiment.rows().stream()
                        .anyMatch(row -> row.value(name).isPresent()))
                .toList();
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%-20s %-6s %5s", "arm", "seed", "step"));
        names.forEach(name -> table.append("  ").append(name));
        table.append('\n');
        Map<Boolean, List<Row>> rows = experiment.rows().stream()
                .collect(Collectors.partitioningBy(row -> TrivialArms.isTrivial(experiment, row)));
        rows.get(false)
                .forEach(row -> table.append(String.format(
                                Locale.ROOT,
                                "%-20s %-6s %5d",
                                row.key().arm(),
                                row.key().seed(),
                                row.key().step()))
                        .append(cells(row, names)));
        experiment.arms().stream()
                .filter(arm -> !arm.kind().mark().isEmpty())
                .forEach(arm -> table.append("  ")
                        .append(arm.name())
                        .append(": ")
                        .append(arm.kind().mark())
                        .append('\n'));
        if (!rows.get(true).isEmpty()) {
            table.append("without learning, for comparison\n");
        }
        rows.get(true)
                .forEach(row -> table.append(
                                String.format(Locale.ROOT, "%-33s", row.key().arm()))
                        .append(cells(row, names)));
        experiment.appendix().gates().forEach(gate -> table.append(gate(gate)));
        return table.toString();
    }

    /** On the leading test, what encoders see that can be gamed. */
    private static Stream<String> hackable(Experiment experiment) {
        return experiment.measures().stream()
                .map(Measure::name)
                .filter(name -> name.startsWith(MeasureList.by("")) && !name.contains(", "));
    }

    private static String cells(Row row, List<String> names) {
        return names.stream()
                .map(name -> String.format(
                        Locale.ROOT,
                        "  %" + name.length() + "s",
                        row.value(name).map(ExperimentTable::number).orElse("-")))
                .collect(Collectors.joining("", "", "\n"));
    }

    private static String gate(Gate gate) {
        return String.format(
                Locale.ROOT,
                "%s  %s: %.3f, asked for %.2f to %.2f%n",
                gate.passed() ? "ok    " : "FAILED",
                gate.name(),
                gate.value(),
                gate.low(),
                gate.high());
    }

    /** Whether the figures may be read as an answer. */
    static boolean valid(Experiment experiment) {
        return experiment.appendix().gates().stream().allMatch(Gate::passed);
    }

    private static Stream<String> names(Axes axes) {
        return Stream.concat(
                        Stream.concat(
                                Stream.of(axes.target(), axes.retained()),
                                Stream.of(axes.kl(), axes.proxy(), axes.independent())
                                        .flatMap(Optional::stream)),
                        MORE.stream())
                .distinct();
    }

    private static String number(Value value) {
        return String.format(Locale.ROOT, Math.abs(value.mean()) >= 10 ? "%.2f" : "%.4f", value.mean());
    }

    /** The values of the last checkpoints of an arm, over seeds. */
    static double mean(List<Map<String, Value>> rows, String measure) {
        return rows.stream()
                .mapToDouble(row -> row.get(measure).mean())
                .average()
                .orElse(Double.NaN);
    }
}

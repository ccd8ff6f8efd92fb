package org.lungta.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Header;
import org.lungta.evidence.Measure;
import org.lungta.evidence.Row;
import org.lungta.report.Table.Cell;
import org.lungta.report.Table.Head;
import org.lungta.report.Table.Line;

/** With what it was made: what words mean, settings, versions, machines, seeds, times; a column a run. */
record Colophon(List<Experiment> runs, Experiment merged) {
    /** What was measured, and how. */
    Table measures() {
        List<Line> lines = merged.measures().stream()
                .map(m -> new Line(new Cell(m.name(), m.unit()), List.of(Cell.of(direction(m)), Cell.of(m.sentence()))))
                .toList();
        return new Table(
                "measures",
                "The measures.",
                List.of(Head.of("measure"), Head.of("better"), Head.of("what it is")),
                lines);
    }

    private static String direction(Measure measure) {
        return measure.better().name().toLowerCase(Locale.ROOT);
    }

    /** What was trained. */
    Table arms() {
        List<Line> lines = merged.arms().stream()
                .map(arm -> new Line(
                        new Cell(arm.name(), kind(arm)),
                        List.of(arm.from().map(Cell::of).orElse(Cell.EMPTY), Cell.of(arm.sentence()), time(arm))))
                .toList();
        List<Head> heads = List.of(
                Head.of("arm"),
                Head.of("starts from"),
                Head.of("what was done"),
                new Head("time", "of training, a seed"));
        return new Table("arms", "The arms.", heads, lines);
    }

    private static String kind(Arm arm) {
        return arm.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Cell time(Arm arm) {
        OptionalDouble mean = Checkpoint.last(merged).stream()
                .filter(last -> last.arm().equals(arm))
                .flatMap(last -> last.rows().stream())
                .map(Row::seconds)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
        return mean.isEmpty() ? Cell.EMPTY : Cell.of(time(mean.getAsDouble()));
    }

    private static String time(double seconds) {
        return seconds < 120
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }

    List<Table> made() {
        List<Table> tables = new ArrayList<>();
        add(tables, "settings", "Settings.", Header::settings);
        add(tables, "versions", "Versions and hashes.", Header::versions);
        add(tables, "machine", "Machine.", Header::machine);
        return tables;
    }

    private void add(List<Table> tables, String name, String caption, Function<Header, Map<String, String>> part) {
        Set<String> keys = new LinkedHashSet<>();
        runs.forEach(run -> keys.addAll(part.apply(run.header()).keySet()));
        List<Head> heads = new ArrayList<>(List.of(Head.of(name)));
        runs.forEach(run -> heads.add(Head.of(run.header().name())));
        List<Line> lines = keys.stream()
                .map(key -> new Line(
                        Cell.of(key),
                        runs.stream()
                                .map(run -> part.apply(run.header()).get(key))
                                .map(value -> value == null ? Cell.EMPTY : Cell.of(value))
                                .toList()))
                .toList();
        if (!lines.isEmpty()) {
            tables.add(new Table(name, caption, heads, lines));
        }
    }

    String seeds() {
        return merged.seeds().isEmpty() ? "none named" : String.join(", ", merged.seeds());
    }
}

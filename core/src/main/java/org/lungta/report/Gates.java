package org.lungta.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Figure;
import org.lungta.evidence.Gate;
import org.lungta.report.Table.Cell;
import org.lungta.report.Table.Head;
import org.lungta.report.Table.Line;

/** What was checked beside the arms: gates, audits, detectors, the validity of metrics. */
record Gates(Experiment experiment) {
    static String sentence(Gate gate) {
        Format format = Format.of(gate.value(), finite(gate.low()), finite(gate.high()));
        return "%s: %s, asked for %s. %s"
                .formatted(gate.name(), format.plain(gate.value()), asked(gate, format), gate.sentence())
                .strip();
    }

    private static double finite(double bound) {
        return Double.isFinite(bound) ? bound : 0;
    }

    private static String asked(Gate gate, Format format) {
        if (Double.isInfinite(gate.high())) {
            return "at least " + format.plain(gate.low());
        }
        return Double.isInfinite(gate.low())
                ? "at most " + format.plain(gate.high())
                : format.plain(gate.low()) + " to " + format.plain(gate.high());
    }

    List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        List<Line> gates = experiment.appendix().gates().stream()
                .map(gate -> {
                    Format format = Format.of(gate.value(), finite(gate.low()), finite(gate.high()));
                    return new Line(
                            new Cell(gate.name(), gate.sentence()),
                            List.of(
                                    Cell.of(format.plain(gate.value())),
                                    Cell.of(asked(gate, format)),
                                    Cell.of(gate.passed() ? "passed" : "failed")));
                })
                .toList();
        if (!gates.isEmpty()) {
            List<Head> heads = List.of(Head.of("gate"), Head.of("measured"), Head.of("asked for"), Head.of("outcome"));
            tables.add(new Table(
                    "gates", "Gates, fixed before the run: where one fails there is no verdict.", heads, gates));
        }
        Map<String, List<Figure>> groups = new LinkedHashMap<>();
        experiment
                .appendix()
                .figures()
                .forEach(figure -> groups.computeIfAbsent(figure.group(), g -> new ArrayList<>())
                        .add(figure));
        groups.forEach((group, figures) -> tables.add(figures("figures-" + (1 + tables.size()), group, figures)));
        return tables;
    }

    private static Table figures(String name, String group, List<Figure> figures) {
        Format format = Format.of(figures.stream().mapToDouble(Figure::value).toArray());
        List<Line> lines = figures.stream()
                .map(f -> new Line(
                        new Cell(f.name(), f.sentence()), List.of(new Cell(format.plain(f.value()), f.unit()))))
                .toList();
        return new Table(name, group + ".", List.of(Head.of("what"), Head.of("measured")), lines);
    }
}

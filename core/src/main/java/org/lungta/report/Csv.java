package org.lungta.report;

import java.util.List;
import java.util.stream.Collectors;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Measure;
import org.lungta.evidence.Row;
import org.lungta.evidence.Value;

/** Every value of every row, a line each and with all its digits (RFC 4180). */
final class Csv {
    private static final List<String> HEADS = List.of(
            "arm", "kind", "seed", "step", "label", "measure", "role", "better", "unit", "value", "n", "low", "high");

    private Csv() {}

    static String of(Experiment experiment) {
        StringBuilder page = new StringBuilder(line(HEADS));
        for (Row row : experiment.rows()) {
            row.values()
                    .forEach((name, value) ->
                            page.append(line(cells(experiment, row, experiment.measure(name), value))));
        }
        return page.toString();
    }

    private static List<String> cells(Experiment experiment, Row row, Measure measure, Value value) {
        return List.of(
                row.key().arm(),
                experiment.arm(row.key().arm()).kind().name(),
                row.key().seed(),
                String.valueOf(row.key().step()),
                row.label(),
                measure.name(),
                measure.role().name(),
                measure.better().name(),
                measure.unit(),
                String.valueOf(value.mean()),
                String.valueOf(value.n()),
                value.interval().map(i -> String.valueOf(i.low())).orElse(""),
                value.interval().map(i -> String.valueOf(i.high())).orElse(""));
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}

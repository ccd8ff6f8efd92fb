package org.lungta.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.lungta.checkpoint.AtomicFiles;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Header;
import org.lungta.evidence.Measure;
import org.lungta.evidence.Row;
import tools.jackson.databind.json.JsonMapper;

/**
 * The README.md of an adapter: metadata as Hugging Face reads it, what the adapter is, what it gained and lost, what it is for and what
 * it is not.
 */
public record ModelCard(Experiment experiment, Row.Key checkpoint) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PUBLIC_NAME = "[\\w.-]+/[\\w.-]+";

    /** Writes README.md into the adapter's folder. */
    public static void write(Path adapter, Experiment experiment, Row.Key checkpoint) {
        AtomicFiles.write(adapter.resolve("README.md"), new ModelCard(experiment, checkpoint).text());
    }

    String text() {
        Header header = experiment.header();
        Arm arm = experiment.arm(checkpoint.arm());
        StringBuilder page = new StringBuilder(metadata());
        page.append("\n# ")
                .append(Markdown.escaped(arm.name() + ": " + header.name()))
                .append("\n\n");
        paragraph(
                page,
                "A LoRA adapter for %s, made by Lungta. %s"
                        .formatted(header.origin().model(), arm.sentence()));
        paragraph(page, "Checkpoint: %s. %s".formatted(checkpoint, header.sentence()));
        page.append("## Gained and lost\n\n");
        new Report(List.of(experiment), experiment)
                .summary()
                .forEach(
                        line -> page.append("- ").append(Markdown.escaped(line)).append('\n'));
        page.append('\n').append(Markdown.table(ledger(arm)));
        page.append("## Intended use\n\n");
        paragraph(page, use());
        page.append("## Limits\n\n");
        List<String> limits = new ArrayList<>(new Limits(experiment).sentences());
        limits.add(
                "Outside of the languages, the task and the kind of text above it was not measured. Outputs can be wrong or invented"
                        + " and read well; a speaker of the language should look at them.");
        limits.forEach(line -> page.append("- ").append(Markdown.escaped(line)).append('\n'));
        page.append("\n## How it was made\n\n");
        header.settings()
                .forEach((k, v) ->
                        page.append("- ").append(Markdown.escaped(k + ": " + v)).append('\n'));
        header.versions()
                .forEach((k, v) ->
                        page.append("- ").append(Markdown.escaped(k + ": " + v)).append('\n'));
        return page.toString();
    }

    private String use() {
        return experiment.header().ground() == Header.Ground.LAB
                ? "To test methods in a made-up world. It speaks no real language."
                : "Research on low-resource languages (%s), on the task that it was trained for."
                        .formatted(
                                String.join(", ", experiment.header().origin().languages()));
    }

    /** YAML in which every value is a JSON string, which YAML reads as it stands. */
    private String metadata() {
        Header.Origin origin = experiment.header().origin();
        StringBuilder yaml = new StringBuilder("---\n");
        if (origin.model().matches(PUBLIC_NAME)) {
            yaml.append("base_model: ").append(quoted(origin.model())).append('\n');
        }
        yaml.append("library_name: peft\npipeline_tag: text-generation\n");
        list(yaml, "language", origin.languages());
        if (!origin.license().isBlank()) {
            yaml.append("license: ").append(quoted(origin.license())).append('\n');
        }
        list(
                yaml,
                "datasets",
                origin.data().stream().filter(name -> name.matches(PUBLIC_NAME)).toList());
        list(yaml, "metrics", metrics());
        list(yaml, "tags", List.of("lora", "lungta"));
        return yaml.append("---\n").toString();
    }

    private List<String> metrics() {
        return List.copyOf(new TreeSet<>(experiment.rows().stream()
                .filter(row -> row.key().equals(checkpoint))
                .flatMap(row -> row.values().keySet().stream())
                .toList()));
    }

    private static void list(StringBuilder yaml, String key, List<String> values) {
        if (!values.isEmpty()) {
            yaml.append(key).append(":\n");
            values.forEach(value -> yaml.append("- ").append(quoted(value)).append('\n'));
        }
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    private static void paragraph(StringBuilder page, String text) {
        page.append(Markdown.escaped(text.strip())).append("\n\n");
    }

    /** The checkpoint beside the base and what it started from, on all measures. */
    private Table ledger(Arm arm) {
        List<Row> rows = new ArrayList<>();
        new Tables(experiment)
                .base(arm)
                .flatMap(base -> experiment.last(base.name(), checkpoint.seed()))
                .ifPresent(rows::add);
        arm.from()
                .flatMap(from -> experiment.last(from, checkpoint.seed()))
                .filter(row -> !rows.contains(row))
                .ifPresent(rows::add);
        experiment.rows().stream().filter(row -> row.key().equals(checkpoint)).forEach(rows::add);
        List<Table.Head> heads = new ArrayList<>(List.of(Table.Head.of("measure")));
        rows.forEach(row -> heads.add(new Table.Head(row.key().arm(), row.label())));
        List<Table.Line> lines = new ArrayList<>();
        for (Measure measure : experiment.measures()) {
            Format format = Format.of(experiment, measure);
            List<Table.Cell> cells = rows.stream()
                    .map(row -> row.value(measure.name())
                            .map(v -> new Table.Cell(format.plain(v.mean()), "n=" + v.n()))
                            .orElse(Table.Cell.EMPTY))
                    .toList();
            boolean lower = measure.better() == Measure.Better.LOWER;
            Optional<String> remark = lower ? Optional.of("lower is better") : Optional.empty();
            lines.add(new Table.Line(new Table.Cell(measure.name(), remark.orElse("")), cells));
        }
        return new Table("card", "The base, where training started, and this checkpoint.", heads, lines);
    }
}

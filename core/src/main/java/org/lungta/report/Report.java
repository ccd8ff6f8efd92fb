package org.lungta.report;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lungta.checkpoint.AtomicFiles;
import org.lungta.evidence.Experiment;

/**
 * A report of one run or of several. It says what {@link Experiment}s say and nothing else: the same ones give the same bytes.
 */
public record Report(List<Experiment> runs, Experiment merged) {
    public static Report of(List<Experiment> runs) {
        require(!runs.isEmpty(), "a report of no run: name at least one folder");
        List<Experiment> named = Merged.named(runs);
        return new Report(named, Merged.of(named));
    }

    /** Writes report.html, results.csv, results.md and results.tex into a folder. */
    public void write(Path folder) {
        AtomicFiles.write(folder.resolve("report.html"), new Page(runs, merged).html());
        AtomicFiles.write(folder.resolve("results.csv"), Csv.of(merged));
        AtomicFiles.write(folder.resolve("results.md"), markdown());
        AtomicFiles.write(folder.resolve("results.tex"), Latex.page(tables()));
    }

    private List<Table> tables() {
        if (merged.rows().isEmpty()) {
            return List.of();
        }
        Tables tables = new Tables(merged);
        Comparison comparison = new Comparison(merged);
        List<Table> all = new ArrayList<>(List.of(tables.glance()));
        Stream.of(comparison.atEqualTarget(), comparison.atEqualKl())
                .flatMap(Optional::stream)
                .forEach(all::add);
        all.addAll(tables.ledger());
        new Forgotten(merged).table().ifPresent(all::add);
        all.addAll(new Gates(merged).tables());
        return all;
    }

    private String markdown() {
        StringBuilder page =
                new StringBuilder("# " + Markdown.escaped(merged.header().name()) + "\n\n");
        page.append(Markdown.escaped(merged.header().sentence())).append("\n\n");
        summary()
                .forEach(
                        line -> page.append("- ").append(Markdown.escaped(line)).append('\n'));
        page.append("\n");
        tables().forEach(table -> page.append(Markdown.table(table)));
        page.append("Limits:\n\n");
        new Limits(merged)
                .sentences()
                .forEach(
                        line -> page.append("- ").append(Markdown.escaped(line)).append('\n'));
        return page.toString();
    }

    /** The verdicts in sentences, for a terminal; failed gates in their place. */
    public List<String> summary() {
        Verdicts verdicts = Verdicts.of(merged);
        List<String> lines = new ArrayList<>(List.of(verdicts.headline()));
        verdicts.failed().forEach(gate -> lines.add("failed: " + Gates.sentence(gate)));
        verdicts.claims().forEach(judged -> lines.add(verdicts.sentence(judged)));
        lines.addAll(new Opening(merged).sentences());
        return lines;
    }

    /** The table to read first, for a terminal, in Markdown. */
    public String table() {
        return merged.rows().isEmpty() ? "" : Markdown.table(new Tables(merged).glance());
    }
}

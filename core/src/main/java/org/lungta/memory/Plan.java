package org.lungta.memory;

import static org.lungta.check.Check.require;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The stages of a run with what each of them holds; the greatest is what the machine must have. */
public record Plan(List<Stage> stages) {
    public Plan {
        require(!stages.isEmpty(), "a memory plan without stages");
        stages = List.copyOf(stages);
    }

    /** The stage that holds most. */
    public Stage peak() {
        return stages.stream().max(Comparator.comparingLong(Stage::bytes)).orElseThrow();
    }

    /** Terms down, stages across, in MiB; below it, each term in words. */
    public String table() {
        Map<String, String> how = new LinkedHashMap<>();
        stages.forEach(stage -> stage.terms().forEach(term -> how.merge(term.name(), term.how(), Plan::first)));
        StringBuilder table = new StringBuilder(row("MiB", stages.stream().map(Stage::name)));
        how.keySet().forEach(name -> table.append(row(name, stages.stream().map(s -> cell(s.bytes(name))))));
        table.append(row("together", stages.stream().map(s -> cell(s.bytes()))));
        how.values().removeIf(String::isEmpty);
        how.forEach((name, words) -> table.append(String.format(Locale.ROOT, "  %s: %s%n", name, words)));
        return table.toString();
    }

    private static String first(String a, String b) {
        return a.isEmpty() ? b : a;
    }

    private static String row(String name, java.util.stream.Stream<String> cells) {
        return String.format(
                Locale.ROOT,
                "%-14s%s%n",
                name,
                cells.map(c -> String.format(Locale.ROOT, "%12s", c)).collect(Collectors.joining()));
    }

    private static String cell(long bytes) {
        return bytes == 0 ? "-" : String.format(Locale.ROOT, "%.0f", bytes / Term.MEBI);
    }
}

package org.lungta.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.lungta.evidence.Declared.Where;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Item;
import org.lungta.evidence.Measure;
import org.lungta.report.Table.Cell;
import org.lungta.report.Table.Head;
import org.lungta.report.Table.Line;
import org.lungta.statistics.Forgetting;
import org.lungta.statistics.McNemar;

/** Item by item: what the base had right and an arm has wrong at its end, and the reverse, a mean over seeds. */
record Forgotten(Experiment experiment) {
    Optional<Table> table() {
        List<Line> lines = new ArrayList<>();
        for (Measure measure : experiment.measures()) {
            if (measure.role() == Measure.Role.RETAINED && rightOrWrong(measure)) {
                Checkpoint.last(experiment)
                        .forEach(last -> new Tables(experiment)
                                .base(last.arm())
                                .filter(base -> !base.equals(last.arm()))
                                .flatMap(base -> line(measure, last, base.name()))
                                .ifPresent(lines::add));
            }
        }
        List<Head> heads = List.of(
                Head.of("retained skill"),
                new Head("right before", "share of items"),
                new Head("right after", "share of items"),
                new Head("right, then wrong", "less what guessing does"),
                new Head("wrong, then right", "less what guessing does"),
                new Head("n", "items \u00d7 seeds"));
        String caption =
                "Items that changed between its base and each arm's last checkpoint; where answers are chosen, below it what guessing does not explain.";
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Table("items", caption, heads, lines));
    }

    private boolean rightOrWrong(Measure measure) {
        List<Item> items = experiment.rows().stream()
                .flatMap(row -> row.value(measure.name()).stream())
                .flatMap(value -> value.items().stream())
                .toList();
        return !items.isEmpty() && items.stream().allMatch(item -> item.value() == 0 || item.value() == 1);
    }

    private Optional<Line> line(Measure measure, Checkpoint last, String base) {
        Pairing pairing = new Pairing(experiment);
        List<Forgetting> seeds = new ArrayList<>();
        for (Pairing.Pair pair :
                pairing.pairs(Where.END, measure.name(), last.arm().name(), base)) {
            List<McNemar.Item> items = items(pair, measure.name());
            if (!items.isEmpty()) {
                double k = measure.choices() == 0 ? Double.POSITIVE_INFINITY : measure.choices();
                seeds.add(Forgetting.chosen(items, k));
            }
        }
        if (seeds.isEmpty()) {
            return Optional.empty();
        }
        int n = seeds.get(0).items().items();
        boolean guess = measure.choices() > 0;
        return Optional.of(new Line(
                new Cell(last.arm().name(), measure.name()),
                List.of(
                        Cell.of(mean(seeds, Forgetting::before)),
                        Cell.of(mean(seeds, Forgetting::after)),
                        new Cell(
                                mean(seeds, Forgetting::forgotten),
                                guess ? mean(seeds, Forgetting::trulyForgotten) : ""),
                        new Cell(mean(seeds, Forgetting::gained), guess ? mean(seeds, Forgetting::trulyGained) : ""),
                        Cell.of(n + (seeds.size() > 1 ? " \u00d7 " + seeds.size() : "")))));
    }

    private static List<McNemar.Item> items(Pairing.Pair pair, String measure) {
        Map<String, Item> before = pair.theirs().items(measure);
        List<McNemar.Item> items = new ArrayList<>();
        pair.ours().items(measure).forEach((id, after) -> {
            if (before.containsKey(id)) {
                items.add(new McNemar.Item(before.get(id).value() == 1, after.value() == 1));
            }
        });
        return items;
    }

    private static String mean(List<Forgetting> seeds, ToDoubleFunction<Forgetting> value) {
        double mean = seeds.stream().mapToDouble(value).average().orElseThrow();
        return String.format(Locale.ROOT, "%.3f", mean);
    }
}

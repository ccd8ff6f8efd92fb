package org.lungta.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Declared.Where;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Measure;
import org.lungta.evidence.Measure.Role;
import org.lungta.report.Table.Cell;
import org.lungta.report.Table.Head;
import org.lungta.report.Table.Line;

/** The ledger's tables: what was measured at each checkpoint, and what became of it against the base. */
record Tables(Experiment experiment) {
    private static final int COLUMNS = 5;

    /** Measures that stand in one table. */
    private record Part(String name, String caption, Set<Role> roles) {}

    private static final List<Part> PARTS = List.of(
            new Part("target", "Was it learnt? Target skill", Set.of(Role.TARGET)),
            new Part("retained", "What is left of what the model knew? Retained skill", Set.of(Role.RETAINED)),
            new Part(
                    "beside",
                    "Right language, drift from the base, diversity, cost",
                    Set.of(Role.LANGUAGE, Role.DRIFT, Role.DIVERSITY, Role.COST)));

    /** The first table to read: the end of each arm against the base and against where it started. */
    Table glance() {
        Measure target = experiment.measure(experiment.axes().target());
        Measure retained = experiment.measure(experiment.axes().retained());
        Optional<Measure> kl = experiment.axes().kl().map(experiment::measure);
        List<Head> heads = new ArrayList<>(List.of(
                Head.of("at its last checkpoint"),
                head(target),
                new Head("gained", "against where it started"),
                head(retained),
                new Head("changed", "against its base")));
        kl.ifPresent(measure -> heads.add(head(measure)));
        List<Line> lines = new ArrayList<>();
        for (Checkpoint checkpoint : Checkpoint.last(experiment)) {
            List<Cell> cells = new ArrayList<>(List.of(
                    value(checkpoint, target),
                    against(checkpoint, checkpoint.arm().from(), target),
                    value(checkpoint, retained),
                    against(checkpoint, base(checkpoint.arm()).map(Arm::name), retained)));
            kl.ifPresent(measure -> cells.add(value(checkpoint, measure)));
            lines.add(new Line(new Cell(checkpoint.arm().name(), marked(checkpoint)), cells));
        }
        String caption =
                "Gained and lost, with 95 % intervals over items and seeds; a difference above 0 is for the better.";
        return new Table("glance", caption, heads, lines);
    }

    private static String marked(Checkpoint checkpoint) {
        String mark = checkpoint.arm().kind().mark();
        return checkpoint.label() + (mark.isEmpty() ? "" : ", " + mark);
    }

    /** The base that an arm goes back to; where it goes back to none, the first. What has no model has no base. */
    Optional<Arm> base(Arm arm) {
        if (arm.kind() == Arm.Kind.TRIVIAL) {
            return Optional.empty();
        }
        Arm root = arm;
        for (int steps = 0; root.from().isPresent() && steps < experiment.arms().size(); steps++) {
            root = experiment.arm(root.from().get());
        }
        return root.kind() == Arm.Kind.BASE
                ? Optional.of(root)
                : experiment.arms().stream()
                        .filter(other -> other.kind() == Arm.Kind.BASE)
                        .findFirst();
    }

    private Cell against(Checkpoint checkpoint, Optional<String> other, Measure measure) {
        String arm = checkpoint.arm().name();
        return other.filter(name -> !name.equals(arm))
                .map(name -> new Comparison(experiment).cell(Where.END, measure, arm, name))
                .orElse(Cell.EMPTY);
    }

    /** All checkpoints on all measures, by role, a few columns at a time. */
    List<Table> ledger() {
        List<Table> tables = new ArrayList<>();
        for (Part part : PARTS) {
            List<Measure> measures = experiment.measures().stream()
                    .filter(measure -> part.roles().contains(measure.role()) && measured(measure))
                    .sorted(Comparator.comparing(Measure::role))
                    .toList();
            int parts = (measures.size() + COLUMNS - 1) / COLUMNS; // equally wide
            for (int i = 0; i < parts; i++) {
                List<Measure> some = measures.subList(i * measures.size() / parts, (i + 1) * measures.size() / parts);
                String caption = part.caption() + (i == 0 ? "." : ", continued.");
                String name = part.name() + (i == 0 ? "" : "-" + (1 + i));
                tables.add(ledger(name, caption, some));
            }
        }
        return tables;
    }

    private boolean measured(Measure measure) {
        return experiment.rows().stream()
                .anyMatch(row -> row.value(measure.name()).isPresent());
    }

    private Table ledger(String name, String caption, List<Measure> measures) {
        List<Head> heads = new ArrayList<>(List.of(Head.of("checkpoint")));
        measures.forEach(measure -> heads.add(head(measure)));
        List<Line> lines = new ArrayList<>();
        for (Checkpoint checkpoint : Checkpoint.all(experiment)) {
            List<Cell> cells = measures.stream().map(m -> value(checkpoint, m)).toList();
            if (cells.stream().anyMatch(cell -> !cell.equals(Cell.EMPTY))) {
                lines.add(new Line(new Cell(checkpoint.arm().name(), checkpoint.label()), cells));
            }
        }
        experiment.arms().forEach(arm -> quoted(arm, measures).ifPresent(lines::add));
        return new Table(name, caption, heads, lines);
    }

    private Optional<Line> quoted(Arm arm, List<Measure> measures) {
        List<Cell> cells = measures.stream()
                .map(measure -> experiment.appendix().quoted().stream()
                        .filter(q -> q.arm().equals(arm.name()) && q.measure().equals(measure.name()))
                        .findFirst()
                        .map(q -> new Cell(Format.of(experiment, measure).plain(q.value()), q.source()))
                        .orElse(Cell.EMPTY))
                .toList();
        boolean none = cells.stream().allMatch(Cell.EMPTY::equals);
        Cell name = new Cell(arm.name() + ", as published", "another model, other data");
        return none ? Optional.empty() : Optional.of(new Line(name, cells));
    }

    private static Head head(Measure measure) {
        String arrow = measure.better() == Measure.Better.HIGHER ? "\u2191" : "\u2193";
        return new Head(measure.name() + " " + arrow, measure.unit());
    }

    private Cell value(Checkpoint checkpoint, Measure measure) {
        Format format = Format.of(experiment, measure);
        return checkpoint
                .summary(measure)
                .map(s -> new Cell(
                        format.plain(s.mean()),
                        s.interval().map(i -> format.plain(i) + " ").orElse("") + size(s)))
                .orElse(Cell.EMPTY);
    }

    private static String size(Checkpoint.Summary s) {
        return "n=" + s.n() + (s.seeds() > 1 ? "\u00d7" + s.seeds() : "");
    }

    /** What each arm paid for what it learnt, from where it started to its last checkpoint. */
    Table trade() {
        List<Head> heads = List.of(
                Head.of("arm"),
                new Head("gained", experiment.axes().target()),
                new Head("lost", experiment.axes().retained()),
                new Head("tax", "lost for each unit gained"),
                new Head("hypervolume", "above its start, of means"),
                new Head("gained / \u221aKL", "at the end"));
        Map<Arm, Trade.Price> prices = new LinkedHashMap<>();
        experiment.arms().forEach(arm -> new Trade(experiment).of(arm).ifPresent(price -> prices.put(arm, price)));
        List<Function<Trade.Price, OptionalDouble>> columns = List.of(
                price -> OptionalDouble.of(price.gained()),
                price -> OptionalDouble.of(price.lost()),
                Trade.Price::tax,
                price -> OptionalDouble.of(price.hypervolume()),
                Trade.Price::efficiency);
        List<Format> formats = columns.stream()
                .map(column -> Format.of(prices.values().stream()
                        .map(column)
                        .flatMapToDouble(OptionalDouble::stream)
                        .toArray()))
                .toList();
        List<Line> lines = new ArrayList<>();
        prices.forEach((arm, price) -> {
            List<Cell> cells = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                OptionalDouble value = columns.get(i).apply(price);
                cells.add(value.isPresent() ? Cell.of(formats.get(i).plain(value.getAsDouble())) : Cell.EMPTY);
            }
            lines.add(new Line(Cell.of(arm.name()), cells));
        });
        return new Table("trade", "The price of learning, in the units of the two leading measures.", heads, lines);
    }
}

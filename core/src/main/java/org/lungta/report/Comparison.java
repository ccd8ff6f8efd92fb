package org.lungta.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Declared.Where;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Measure;
import org.lungta.report.Table.Cell;
import org.lungta.report.Table.Head;
import org.lungta.report.Table.Line;
import org.lungta.statistics.Effect;
import org.lungta.statistics.Observation;

/** The leading arm against each other one, where both have learnt as much, or moved as far. */
record Comparison(Experiment experiment) {
    private static final int COLUMNS = 4;

    /** A paired difference in gains with its 95 % interval; the difference of means alone where there are no items. */
    Cell cell(Where where, Measure measure, String arm, String against) {
        Pairing pairing = new Pairing(experiment);
        List<Pairing.Pair> pairs = pairing.pairs(where, measure.name(), arm, against);
        List<Observation> gains = pairing.gains(pairs, measure.name());
        Format format = Format.of(experiment, measure);
        if (gains.stream().map(Observation::cluster).distinct().count() > 1) {
            Effect effect = Effect.of(gains);
            return new Cell(format.signed(effect.difference()), format.signed(effect.interval(0.95)));
        }
        List<Double> means = new ArrayList<>();
        for (Pairing.Pair pair : pairs) {
            pair.ours()
                    .mean(measure.name())
                    .ifPresent(a -> pair.theirs()
                            .mean(measure.name())
                            .ifPresent(b -> means.add(measure.better().gain(a - b))));
        }
        return means.isEmpty()
                ? Cell.EMPTY
                : new Cell(
                        format.signed(
                                means.stream().mapToDouble(d -> d).average().orElseThrow()),
                        "(no interval)");
    }

    /** The arm that the report is about: the first that was reinforced, else the first that was fine-tuned. */
    Optional<Arm> lead() {
        return experiment.arms().stream()
                .filter(arm -> arm.kind() == Arm.Kind.GRPO || arm.kind() == Arm.Kind.SFT)
                .filter(this::measured)
                .max(Comparator.comparing(Arm::kind)
                        .thenComparing(arm -> -experiment.arms().indexOf(arm)));
    }

    /** The arms that it is held against. */
    List<Arm> others(Arm lead) {
        return experiment.arms().stream()
                .filter(arm -> arm.from().isPresent() && arm.kind() != Arm.Kind.COLD_START && !arm.equals(lead))
                .filter(this::measured)
                .toList();
    }

    private boolean measured(Arm arm) {
        return experiment.rows().stream().anyMatch(row -> row.key().arm().equals(arm.name()));
    }

    /** At equal target skill: what is retained. */
    Optional<Table> atEqualTarget() {
        String caption = "at the highest %s that both reached in each seed, interpolated along the curves"
                .formatted(experiment.axes().target());
        return table(Where.EQUAL_TARGET, "equal-target", experiment.axes().target(), caption, Measure.Role.RETAINED);
    }

    /** At equal KL: what is retained. */
    Optional<Table> atEqualKl() {
        return experiment
                .axes()
                .kl()
                .flatMap(kl -> table(
                        Where.EQUAL_KL,
                        "equal-kl",
                        kl,
                        "at the greatest %s that both reached in each seed, interpolated along the curves"
                                .formatted(kl),
                        Measure.Role.RETAINED));
    }

    private Optional<Table> table(Where where, String name, String x, String caption, Measure.Role role) {
        List<Measure> measures = measures(role);
        Optional<Arm> lead = lead().filter(arm -> !others(arm).isEmpty());
        if (lead.isEmpty() || measures.isEmpty()) {
            return Optional.empty();
        }
        String arm = lead.get().name();
        List<Head> heads = new ArrayList<>(List.of(Head.of(arm + " against"), Head.of("compared at")));
        measures.forEach(m -> heads.add(new Head(m.name(), m.unit())));
        List<Line> lines = others(lead.get()).stream()
                .map(other -> line(where, x, measures, arm, other.name()))
                .toList();
        return Optional.of(new Table(
                name,
                "How much better %s is than each other arm %s. Not corrected for their number.".formatted(arm, caption),
                heads,
                lines));
    }

    private Line line(Where where, String x, List<Measure> measures, String arm, String other) {
        List<Pairing.Pair> pairs =
                new Pairing(experiment).pairs(where, measures.get(0).name(), arm, other);
        List<Cell> cells = new ArrayList<>();
        cells.add(
                pairs.isEmpty()
                        ? new Cell("nowhere", "")
                        : new Cell(Span.of(experiment, pairs, x), seeds(pairs.size())));
        measures.forEach(m -> cells.add(cell(where, m, arm, other)));
        return new Line(Cell.of(other), cells);
    }

    private static String seeds(int n) {
        return n == 1 ? "1 seed" : n + " seeds";
    }

    private List<Measure> measures(Measure.Role role) {
        return experiment.measures().stream()
                .filter(m -> m.role() == role)
                .filter(m -> experiment.rows().stream()
                        .anyMatch(row -> row.value(m.name())
                                .filter(v -> !v.items().isEmpty())
                                .isPresent()))
                .sorted(Comparator.comparing(
                        m -> !m.name().equals(experiment.axes().retained())))
                .limit(COLUMNS)
                .toList();
    }
}

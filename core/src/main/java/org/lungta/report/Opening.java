package org.lungta.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Declared.Where;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Measure;
import org.lungta.report.Table.Cell;

/** What a reader takes away: the verdicts, and what happened in sentences. */
record Opening(Experiment experiment) {
    /** What the leading arms gained and lost, in measured words; empty while there is nothing to compare. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        Comparison comparison = new Comparison(experiment);
        comparison.lead().ifPresent(lead -> {
            ended(lead).ifPresent(sentences::add);
            comparison.others(lead).stream()
                    .filter(other -> other.kind() == Arm.Kind.SFT)
                    .forEach(other -> {
                        ended(other).ifPresent(sentences::add);
                        equal(lead, other).ifPresent(sentences::add);
                    });
        });
        return sentences;
    }

    private Optional<String> ended(Arm arm) {
        Optional<String> learnt =
                arm.from().flatMap(from -> change(arm, from, experiment.axes().target()));
        Optional<String> kept = new Tables(experiment)
                .base(arm)
                .flatMap(base -> change(arm, base.name(), experiment.axes().retained()));
        return learnt.flatMap(l -> kept.map(k -> "%s at its last checkpoint: %s; %s.".formatted(arm.name(), l, k)));
    }

    private Optional<String> change(Arm arm, String against, String measure) {
        Measure of = experiment.measure(measure);
        Cell cell = new Comparison(experiment).cell(Where.END, of, arm.name(), against);
        return cell.equals(Cell.EMPTY)
                ? Optional.empty()
                : Optional.of("%s %s%s %s against %s".formatted(measure, cell.text(), unit(of), cell.small(), against));
    }

    private Optional<String> equal(Arm lead, Arm other) {
        Measure retained = experiment.measure(experiment.axes().retained());
        String target = experiment.axes().target();
        Comparison comparison = new Comparison(experiment);
        Cell cell = comparison.cell(Where.EQUAL_TARGET, retained, lead.name(), other.name());
        List<Pairing.Pair> pairs =
                new Pairing(experiment).pairs(Where.EQUAL_TARGET, retained.name(), lead.name(), other.name());
        return pairs.isEmpty()
                ? Optional.empty()
                : Optional.of("At equal %s (%s) %s keeps %s%s %s more %s than %s."
                        .formatted(
                                target,
                                Span.of(experiment, pairs, target),
                                lead.name(),
                                cell.text(),
                                unit(retained),
                                cell.small(),
                                retained.name(),
                                other.name()));
    }

    private static String unit(Measure measure) {
        return measure.unit().isBlank() || measure.unit().equals("share") ? "" : " " + measure.unit();
    }

    /** The box at the top. */
    Node box() {
        Verdicts verdicts = Verdicts.of(experiment);
        List<Node> nodes = new ArrayList<>();
        nodes.add(Node.tag("p", "headline", List.of(new Node.Text(verdicts.headline()))));
        verdicts.failed()
                .forEach(gate -> nodes.add(Node.tag(
                        "p",
                        "claim failed",
                        List.of(Node.tag("strong", "failed"), new Node.Text(" " + Gates.sentence(gate))))));
        verdicts.claims()
                .forEach(judged -> nodes.add(Node.tag(
                        "p",
                        "claim " + verdicts.word(judged).replace(' ', '-'),
                        List.of(
                                Node.tag("strong", verdicts.label(judged)),
                                new Node.Text(" " + verdicts.reason(judged))))));
        return Node.tag("div", "verdict", nodes);
    }
}

package org.lungta.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Declared;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Quoted;
import org.lungta.evidence.Row;
import org.lungta.evidence.Sample;
import org.lungta.evidence.Training;

/** An experiment with other names of some arms, and other seeds of some rows. */
record Renaming(Map<String, String> arms, UnaryOperator<Row.Key> seeds) {
    Experiment of(Experiment e) {
        return new Experiment(
                e.header(),
                e.axes(),
                e.measures(),
                e.arms().stream().map(this::arm).toList(),
                e.claims().stream().map(this::claim).toList(),
                appendix(e.appendix()),
                e.rows().stream()
                        .map(row -> new Row(key(row.key()), row.label(), row.seconds(), row.values()))
                        .toList());
    }

    private String name(String arm) {
        return arms.getOrDefault(arm, arm);
    }

    private Row.Key key(Row.Key key) {
        Row.Key moved = seeds.apply(key);
        return new Row.Key(name(moved.arm()), moved.seed(), moved.step());
    }

    private Arm arm(Arm arm) {
        return new Arm(name(arm.name()), arm.kind(), arm.from().map(this::name), arm.sentence());
    }

    private Declared claim(Declared c) {
        String name = name(c.arm()).equals(c.arm()) ? c.name() : c.name() + " (" + name(c.arm()) + ")";
        return new Declared(name, c.measure(), name(c.arm()), name(c.against()), c.where(), c.margin(), c.expected());
    }

    private Experiment.Appendix appendix(Experiment.Appendix a) {
        return new Experiment.Appendix(
                a.gates(),
                a.figures(),
                a.quoted().stream()
                        .map(q -> new Quoted(name(q.arm()), q.measure(), q.value(), q.source()))
                        .toList(),
                a.training().stream()
                        .map(t -> new Training(name(t.arm()), t.seed(), t.step(), t.values()))
                        .toList(),
                a.samples().stream().map(this::sample).toList());
    }

    private Sample sample(Sample sample) {
        List<Sample.Output> outputs = sample.outputs().stream()
                .map(o -> new Sample.Output(key(o.row()), o.text(), o.scores(), o.reading()))
                .toList();
        return new Sample(sample.id(), sample.prompt(), sample.reference(), outputs);
    }

    /** Outputs on the same prompt beside each other. */
    static List<Sample> samples(List<Sample> all, List<Sample> more) {
        Map<List<String>, Sample> byPrompt = new LinkedHashMap<>();
        List<Sample> both = new ArrayList<>(all);
        both.addAll(more);
        for (Sample sample : both) {
            byPrompt.merge(List.of(sample.id(), sample.prompt(), sample.reference()), sample, (a, b) -> {
                List<Sample.Output> outputs = new ArrayList<>(a.outputs());
                b.outputs().stream().filter(o -> !a.outputs().contains(o)).forEach(outputs::add);
                return new Sample(a.id(), a.prompt(), a.reference(), outputs);
            });
        }
        return List.copyOf(byPrompt.values());
    }
}

package org.lungta.report;

import java.util.ArrayList;
import java.util.List;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Experiment;

/** An arm's colour and shape: the same in every drawing. What is not trained is drawn in the colour of the text. */
record Look(String arm, String style, int shape) {
    private static final int COLOURS = 6;
    private static final List<String> SHAPES = List.of(
            "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
            "m-3.6 -3.6h7.2v7.2h-7.2z",
            "m0 -5l4.6 8h-9.2z",
            "m0 -5l5 5l-5 5l-5 -5z",
            "m0 5l4.6 -8h-9.2z",
            "m-1.5 -4.5h3v3h3v3h-3v3h-3v-3h-3v-3h3z",
            "m-5 -3h10v6h-10z");

    /** Of all arms that have rows and a model, in the order of the report. */
    static List<Look> of(Experiment experiment) {
        List<Look> looks = new ArrayList<>();
        int trained = 0;
        for (Checkpoint checkpoint : Checkpoint.last(experiment)) {
            Arm arm = checkpoint.arm();
            if (arm.kind() == Arm.Kind.TRIVIAL) {
                continue;
            }
            boolean plain = arm.kind().compareTo(Arm.Kind.COLD_START) <= 0;
            String style = plain ? "plain" : "c" + trained % COLOURS;
            looks.add(new Look(arm.name(), style, plain ? arm.kind().ordinal() + 1 : trained % SHAPES.size()));
            trained += plain ? 0 : 1;
        }
        return looks;
    }

    Node.Tag mark(double x, double y) {
        return Node.tag("path").with("d", "M" + Plot.number(x) + " " + Plot.number(y) + SHAPES.get(shape));
    }

    /** What the shapes mean, above drawings. */
    static Node legend(List<Look> looks) {
        return Node.tag(
                "p",
                "legend",
                looks.stream()
                        .map(look -> Node.tag(
                                "span",
                                look.style(),
                                List.of(
                                        Node.tag("svg")
                                                .with("viewBox", "0 0 14 14")
                                                .with("aria-hidden", "true")
                                                .add(look.mark(7, 7).with("class", "mark")),
                                        new Node.Text(" " + look.arm()))))
                        .toList());
    }
}

package org.lungta.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Axes;
import org.lungta.evidence.Declared;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Header;
import org.lungta.evidence.Item;
import org.lungta.evidence.Measure;
import org.lungta.evidence.Measure.Role;
import org.lungta.evidence.Row;
import org.lungta.evidence.Value;

/**
 * An experiment that can be worked out by hand: two items on every measure.
 *
 * <pre>
 *              skill       kept        kl
 *   start      .4          80          0
 *   a          .8          70          .25
 *   b          .5, .6      66, 60      .5, 1
 * </pre>
 */
final class Small {
    private Small() {}

    static Row row(String arm, String seed, int step, double skill, double kept, double kl) {
        return Row.of(arm, seed, step, "")
                .with("skill", two(skill, .1))
                .with("kept", two(kept, 4))
                .with("kl", Value.of(kl, 2));
    }

    /** A value whose items lie this far on either side of it. */
    static Value two(double mean, double spread) {
        return Value.of(List.of(Item.of("one", mean - spread), Item.of("two", mean + spread)));
    }

    static Experiment experiment(String name, Map<String, String> settings, List<Row> rows, Declared... claims) {
        return new Experiment(
                new Header(
                        name,
                        "A question?",
                        Header.Ground.REAL,
                        new Header.Origin("a/model", "", List.of("bo"), List.of()),
                        settings,
                        Map.of(),
                        Map.of(),
                        List.of()),
                Axes.of("skill", "kept").withKl("kl"),
                List.of(
                        Measure.higher("skill", Role.TARGET, "share", "Skill."),
                        Measure.higher("kept", Role.RETAINED, "points", "Kept."),
                        Measure.lower("kl", Role.DRIFT, "nats", "KL.")),
                List.of(
                        new Arm("start", Arm.Kind.BASE, Optional.empty(), "Nothing."),
                        Arm.from("start", "a", Arm.Kind.GRPO, "A."),
                        Arm.from("start", "b", Arm.Kind.SFT, "B.")),
                List.of(claims),
                Experiment.Appendix.none(),
                rows);
    }

    static List<Row> rows(String seed) {
        return List.of(
                row("start", Row.EVERY_SEED, 0, .4, 80, 0),
                row("a", seed, 1, .8, 70, .25),
                row("b", seed, 1, .5, 66, .5),
                row("b", seed, 2, .6, 60, 1));
    }

    static Experiment experiment(Declared... claims) {
        return experiment("small", Map.of(), rows("1"), claims);
    }

    static List<Row> both(List<Row> some, List<Row> others) {
        List<Row> all = new ArrayList<>(some);
        others.stream().filter(row -> !some.contains(row)).forEach(all::add);
        return all;
    }
}

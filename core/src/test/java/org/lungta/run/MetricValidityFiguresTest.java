package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lungta.eval.Translation;
import org.lungta.evidence.Figure;
import org.lungta.evidence.Row;
import org.lungta.evidence.Value;
import org.lungta.lab.Truth;

class MetricValidityFiguresTest {
    private static final String RIGHT = "བཀྲ་ཤིས་ཀྱིས་དེབ་ཅིག་ཉོས་པ་རེད།";
    private static final String WRONG = "སྒྲོལ་མས་དེབ་ཅིག་ཉོས་པ་རེད།";

    private final Map<String, String> facts = new HashMap<>();

    private Translation.Item item(String id, String output, double cosine) {
        facts.put(id, "verb=buy agent=tashi object=book number=1");
        return new Translation.Item(id, "", output, RIGHT, cosine, true, true);
    }

    private static ExperimentRun.Measured checkpoint(
            int step, double chrf, double exact, List<Translation.Item> items) {
        Map<String, Value> values = Map.of("chrf", Value.of(chrf, 4), "exact facts", Value.of(exact, 4));
        return new ExperimentRun.Measured(
                new Checkpoint(new Row.Key("grpo", "1", step), "", List.of()),
                new ArmExaminer.Examined(new TreeMap<>(values), items));
    }

    private List<Figure> figures(List<ExperimentRun.Measured> measured) {
        return new MetricValidity("bo", new LabTruth(Truth.of("bo", "d1"), facts), measured).figures();
    }

    private static double value(List<Figure> figures, String name) {
        return figures.stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** By hand: of the 2 x 2 pairs of the first checkpoint's right and wrong outputs the cosine orders 3; of the second's one, one half. */
    @Test
    void aMetricIsJudgedWithinEachCheckpointAndOverAll() {
        List<ExperimentRun.Measured> measured = new ArrayList<>();
        measured.add(checkpoint(
                1,
                50,
                .5,
                List.of(item("a", RIGHT, .9), item("b", RIGHT, .6), item("c", WRONG, .7), item("d", WRONG, .1))));
        measured.add(checkpoint(2, 40, .6, List.of(item("e", RIGHT, .5), item("f", WRONG, .5))));
        measured.add(checkpoint(3, 60, .7, List.of(item("g", RIGHT, 0)))); // no wrong one: not counted
        List<Figure> figures = figures(measured);
        assertThat(value(figures, "similarity, output by output")).isCloseTo((.75 + .5) / 2, within(1e-12));
        assertThat(value(figures, "chrf, output by output")).isEqualTo(1);
        assertThat(value(figures, "bleu of a sentence, output by output")).isEqualTo(1);
        assertThat(value(figures, "chrf, checkpoint by checkpoint")).isCloseTo(.5, within(1e-12)); // ranks 2 1 3, 1 2 3
        assertThat(figures).hasSize(4);
        assertThat(figures.get(0).sentence()).contains("2 checkpoints that have both");
    }

    @Test
    void whatCannotBeToldIsLeftOut() {
        assertThat(figures(List.of(checkpoint(1, 50, 0, List.of(item("a", WRONG, .5))))))
                .isEmpty();
    }
}

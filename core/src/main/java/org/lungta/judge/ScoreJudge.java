package org.lungta.judge;

import static org.lungta.check.Check.require;

import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import org.lungta.metric.Chrf;
import org.lungta.metric.Segment;

/**
 * Prefers the output with the higher score against the reference; a difference of at most the band is a tie.
 *
 * @param name what the score is, the encoder's name and version for example
 * @param score of an output and its reference
 */
public record ScoreJudge(String name, ToDoubleBiFunction<String, String> score, double band) implements Judge {
    private static final Chrf CHRF = Chrf.standard();

    public ScoreJudge {
        require(band >= 0, "the band of ties is %s: give 0 or more", band);
    }

    /** By chrF2, 0 to 100. */
    public static ScoreJudge chrf(double band) {
        return new ScoreJudge(
                "chrF2", (output, reference) -> CHRF.value(CHRF.statistics(new Segment(output, reference))), band);
    }

    @Override
    public String id() {
        return name + "|band:" + band;
    }

    @Override
    public Opinion compare(Question question) {
        double a = score.applyAsDouble(question.a(), question.reference());
        double b = score.applyAsDouble(question.b(), question.reference());
        Opinion.Choice choice = Math.abs(a - b) <= band
                ? Opinion.Choice.TIE
                : a > b ? Opinion.Choice.A : b > a ? Opinion.Choice.B : Opinion.Choice.UNPARSEABLE;
        return new Opinion(choice, String.format(Locale.ROOT, "%.6f %.6f", a, b));
    }
}

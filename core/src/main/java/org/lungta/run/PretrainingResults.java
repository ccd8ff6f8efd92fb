package org.lungta.run;

import java.util.List;
import java.util.Locale;
import org.lungta.eval.ExactMatch;
import org.lungta.eval.MultipleChoice;
import org.lungta.metric.CmrcScore;
import org.lungta.metric.Interval;

/**
 * A base model's course and figures.
 *
 * @param hash of its folder
 */
public record PretrainingResults(Training training, Marks marks, Gate gate, String hash) {

    /** What was computed, fillings included, and the mean loss of the last updates. */
    public record Training(int steps, long tokens, double lastLoss, List<Look> looks) {
        public Training {
            looks = List.copyOf(looks);
        }
    }

    /** One look along the way. */
    public record Look(int step, double exact, double choice, double headline) {
        static Look of(int step, Marks marks) {
            return new Look(
                    step,
                    marks.reading().exact().estimate(),
                    100 * marks.choice().accuracy().estimate(),
                    100 * marks.headline().exact().estimate());
        }
    }

    /** An examination. */
    public record Marks(CmrcScore reading, MultipleChoice.Summary choice, ExactMatch.Summary headline) {}

    /** Whether the share of exact answers is where it should be. */
    public record Gate(double from, double to, boolean passed) {
        static Gate of(PretrainingRecipe.Gate gate, Marks marks) {
            double exact = marks.reading().exact().estimate();
            return new Gate(gate.from(), gate.to(), gate.from() <= exact && exact <= gate.to());
        }
    }

    /** The figures as lines. */
    public String page() {
        return """
                reading     exact %s of %d questions, F1 %s
                choice      accuracy %s of %d questions
                headline    exact %s of %d, chrF %s
                gate        %s: reading exact between %.0f and %.0f
                hash        %s
                """.formatted(
                        text(marks.reading().exact(), 1),
                        marks.reading().questions(),
                        text(marks.reading().f1(), 1),
                        text(marks.choice().accuracy(), 100),
                        marks.choice().questions(),
                        text(marks.headline().exact(), 100),
                        marks.headline().items(),
                        text(marks.headline().chrf(), 1),
                        gate.passed() ? "passed" : "FAILED",
                        gate.from(),
                        gate.to(),
                        hash);
    }

    private static String text(Interval interval, double factor) {
        return String.format(
                Locale.ROOT,
                "%.1f [%.1f, %.1f]",
                factor * interval.estimate(),
                factor * interval.low(),
                factor * interval.high());
    }
}

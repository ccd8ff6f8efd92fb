package org.lungta.metric;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The score of CMRC 2018 (Cui et al., EMNLP 2019), as the official script computes it; a question without a prediction counts 0.
 *
 * <pre>
 * Avg = (EM + F1) / 2
 * </pre>
 *
 * @param exact EM, 0 to 100
 * @param f1 F1, 0 to 100
 * @param average Avg, 0 to 100; all three with 95 % intervals that resample contexts
 * @param questions how many there are
 * @param unanswered how many of them have no prediction
 */
public record CmrcScore(Interval exact, Interval f1, Interval average, int questions, int unanswered) {
    /** One question's marks, for the comparison of two systems question by question. */
    public record Graded(CmrcQuestion question, boolean answered, boolean exact, double f1) {
        /** 0 or 100. */
        public double percentExact() {
            return exact ? 100 : 0;
        }

        /** 0 to 100. */
        public double percentF1() {
            return 100 * f1;
        }

        /** The mean of both, 0 to 100. */
        public double percentAverage() {
            return (percentExact() + percentF1()) / 2;
        }
    }

    /** Each question marked, in their order; predictions are by question id. */
    public static List<Graded> grade(List<CmrcQuestion> questions, Map<String, String> predictions) {
        return questions.stream().map(question -> grade(question, predictions)).toList();
    }

    /** The score of a whole set. */
    public static CmrcScore of(List<CmrcQuestion> questions, Map<String, String> predictions, Bootstrap bootstrap) {
        require(!questions.isEmpty(), "there is no question to score: give at least one");
        List<Graded> graded = grade(questions, predictions);
        return new CmrcScore(
                mean(graded, Graded::percentExact, bootstrap),
                mean(graded, Graded::percentF1, bootstrap),
                mean(graded, Graded::percentAverage, bootstrap),
                graded.size(),
                (int) graded.stream().filter(mark -> !mark.answered()).count());
    }

    private static Interval mean(List<Graded> graded, ToDoubleFunction<Graded> value, Bootstrap bootstrap) {
        return bootstrap.mean(graded, value, mark -> mark.question().context());
    }

    private static Graded grade(CmrcQuestion question, Map<String, String> predictions) {
        String prediction = predictions.get(question.id());
        return prediction == null
                ? new Graded(question, false, false, 0)
                : new Graded(question, true, question.exact(prediction), question.f1(prediction));
    }
}

package org.lungta.metric;

import static org.lungta.check.Check.require;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * A question with several possible answers, of which the model prefers the one that it finds most likely (as lm-evaluation-harness
 * does). The first of equals is preferred.
 *
 * @param options the answers
 * @param right the index of the right one, from 0
 */
public record Choice(List<Option> options, int right) {
    /**
     * A possible answer.
     *
     * @param text without the blank before it
     * @param logLikelihood sum of log p of its tokens after the question
     * @param alone the same after nothing; empty where it was not computed
     */
    public record Option(String text, double logLikelihood, OptionalDouble alone) {
        public Option {
            require(!text.isEmpty(), "an option is empty: its likelihood has no length to be divided by");
        }
    }

    /** What the options are compared by. */
    public enum Rule {
        /** The log-likelihood: {@code acc}. */
        LIKELIHOOD("acc", Option::logLikelihood),
        /** The log-likelihood for each code point: {@code acc_norm}. */
        PER_CHARACTER(
                "acc_norm",
                o -> o.logLikelihood() / o.text().codePointCount(0, o.text().length())),
        /** The log-likelihood for each byte of UTF-8: {@code acc_bytes}. */
        PER_BYTE("acc_bytes", o -> o.logLikelihood() / o.text().getBytes(StandardCharsets.UTF_8).length),
        /** What the question adds to the log-likelihood: {@code acc_mutual_info}. */
        MUTUAL_INFORMATION("acc_mutual_info", o -> o.logLikelihood() - o.alone().orElseThrow());

        private final String printed;
        private final ToDoubleFunction<Option> score;

        Rule(String printed, ToDoubleFunction<Option> score) {
            this.printed = printed;
            this.score = score;
        }

        /** The name that lm-evaluation-harness prints. */
        public String printed() {
            return printed;
        }
    }

    public Choice {
        options = List.copyOf(options);
        require(options.size() > 1, "a choice of %d: give at least two options", options.size());
        require(0 <= right && right < options.size(), "option %d of %d is the right one", right, options.size());
    }

    /** The index of the option that the rule prefers. */
    public int preferred(Rule rule) {
        int best = 0;
        for (int i = 1; i < options.size(); i++) {
            if (rule.score.applyAsDouble(options.get(i)) > rule.score.applyAsDouble(options.get(best))) {
                best = i;
            }
        }
        return best;
    }

    /** 1 where the right option is preferred, else 0. */
    public double correct(Rule rule) {
        return preferred(rule) == right ? 1 : 0;
    }

    /** p of the right option among the options: softmax of the log-likelihoods. Continuous, where {@code acc} is not. */
    public double probability() {
        double greatest =
                options.stream().mapToDouble(Option::logLikelihood).max().orElseThrow();
        double sum = options.stream()
                .mapToDouble(o -> Math.exp(o.logLikelihood() - greatest))
                .sum();
        return Math.exp(options.get(right).logLikelihood() - greatest) / sum;
    }

    /** The share of questions answered rightly, with its standard error sd / sqrt n (n - 1 in the deviation). */
    public static Accuracy accuracy(List<Choice> questions, Rule rule) {
        require(questions.size() > 1, "an accuracy on %d questions: give at least two", questions.size());
        double n = questions.size();
        double mean = questions.stream().mapToDouble(q -> q.correct(rule)).sum() / n;
        double variance = questions.stream()
                        .mapToDouble(q -> Math.pow(q.correct(rule) - mean, 2))
                        .sum()
                / (n - 1);
        return new Accuracy(mean, Math.sqrt(variance / n), questions.size());
    }

    /** A share and its standard error. */
    public record Accuracy(double mean, double error, int questions) {}
}

package org.lungta.train;

/** How the tokens' losses are summed up: the weight of every token of a completion, constant within it. */
public sealed interface Aggregation {
    /**
     * The size of a whole step, whatever micro-batches it is cut into.
     *
     * @param longest the most tokens a completion may have
     */
    record Totals(int completions, int tokens, int longest) {}

    double weight(int length, Totals totals);

    /** Mean over completions of the mean over their tokens (GRPO, arXiv:2402.03300). */
    record ByCompletion() implements Aggregation {
        @Override
        public double weight(int length, Totals totals) {
            return 1.0 / ((double) totals.completions() * Math.max(1, length));
        }
    }

    /** Mean over all tokens of the step (DAPO, arXiv:2503.14476). */
    record ByToken() implements Aggregation {
        @Override
        public double weight(int length, Totals totals) {
            return 1.0 / Math.max(1, totals.tokens());
        }
    }

    /** Sum over tokens by a constant, the longest completion allowed (Dr. GRPO, arXiv:2503.20783). */
    record ByConstant() implements Aggregation {
        @Override
        public double weight(int length, Totals totals) {
            return 1.0 / ((double) totals.completions() * totals.longest());
        }
    }
}

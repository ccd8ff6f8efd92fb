package org.lungta.audit;

import java.util.Locale;

/** Something that a detector saw, in the mean of the last steps. */
public record Alarm(int step, Kind kind, double value, double limit) {
    /** What there is to be seen. */
    public enum Kind {
        LONGER("outputs grow"),
        SHORTER("outputs shrink"),
        COPYING("the source is copied"),
        POORER("fewer different words are used"),
        DUPLICATES("samples of one prompt are the same"),
        REPETITION("outputs repeat themselves"),
        PAID_BY_LENGTH("the reward follows the length"),
        FLAT("prompts teach nothing"),
        DIVERGENCE("the reward rises and the independent metric does not");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** One line for the terminal. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "step %d: %s (%.3f, the limit is %.3f)", step, kind.words, value, limit);
    }
}

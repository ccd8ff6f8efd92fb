package org.lungta.judge;

/**
 * One answer of a judge.
 *
 * @param raw what it said, word for word, or how it was computed
 */
public record Opinion(Choice choice, String raw) {
    /** The better output. */
    public enum Choice {
        A,
        B,
        TIE,
        /** The answer could not be read; it counts as a tie and is reported. */
        UNPARSEABLE;

        /** The same answer about the outputs in the other order. */
        Choice swapped() {
            return this == A ? B : this == B ? A : this;
        }
    }
}

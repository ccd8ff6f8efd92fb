package org.lungta.statistics;

/** What the observations say of a claim. */
public sealed interface Verdict {
    /** In the words of a report. */
    String words();

    /** The claim is shown at the level of the ledger. */
    record Shown() implements Verdict {
        @Override
        public String words() {
            return "shown";
        }
    }

    /** The test had a fair chance to show the claim, and did not. */
    record NotShown() implements Verdict {
        @Override
        public String words() {
            return "not shown";
        }
    }

    /** Too few items or seeds to see a difference of the size in question. */
    record CannotTell(Effect.Sample sample) implements Verdict {
        @Override
        public String words() {
            return "cannot tell with n = " + sample;
        }
    }
}

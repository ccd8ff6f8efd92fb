package org.lungta.evidence;

import static org.lungta.check.Check.require;

import java.util.Optional;

/**
 * A way of training, or of not training.
 *
 * @param name as in the rows
 * @param kind what it is in the comparison
 * @param from the arm whose last checkpoint this one starts at, and with it this arm's curve; empty for one that starts at none
 * @param sentence what was done, for a reader who did not do the run
 */
public record Arm(String name, Kind kind, Optional<String> from, String sentence) {
    /** What an arm is in the comparison; a report lists them in this order. */
    public enum Kind {
        BASE,
        /** Takes no model and no learning: the most frequent answer, the source copied. Stands beside the others, in no comparison. */
        TRIVIAL,
        COLD_START,
        SFT,
        GRPO,
        BASELINE,
        /** Sees what no method may see, such as the truth as its reward. */
        UPPER_BOUND,
        /** Rewarded on purpose by what is known to be gameable: shows what then becomes of the truth. No method. */
        HACKABLE;

        /** What a reader must know before the numbers; empty for what is a method. */
        public String mark() {
            return switch (this) {
                case UPPER_BOUND -> "an upper bound, sees the truth";
                case HACKABLE -> "hackable on purpose, no method";
                default -> "";
            };
        }
    }

    public Arm {
        require(!name.isBlank(), "an arm has no name");
        require(from.filter(name::equals).isEmpty(), "the arm \"%s\" starts from itself", name);
    }

    public static Arm base(String sentence) {
        return new Arm("base", Kind.BASE, Optional.empty(), sentence);
    }

    public static Arm from(String start, String name, Kind kind, String sentence) {
        return new Arm(name, kind, Optional.of(start), sentence);
    }
}

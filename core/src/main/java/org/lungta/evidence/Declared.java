package org.lungta.evidence;

import static org.lungta.check.Check.require;

/**
 * A claim that the recipe states before the run: on this measure the arm is better than the other, or loses no more than the margin.
 *
 * @param name for the report: a clause, such as {@code GRPO keeps reading comprehension}
 * @param against the arm it is held against
 * @param where the two are compared
 * @param margin how much may be lost, in the unit of the measure; 0 for a claim of gain
 * @param expected the gain that would matter; 0 for a claim that nothing is lost
 */
public record Declared(
        String name, String measure, String arm, String against, Where where, double margin, double expected) {
    /** Where two arms are compared. */
    public enum Where {
        /** At the last checkpoint of each. */
        END,
        /** At the highest target skill that both reached, seed by seed, between checkpoints by interpolation. */
        EQUAL_TARGET,
        /** At the greatest KL that both reached, likewise. */
        EQUAL_KL
    }

    public Declared {
        require(
                margin >= 0 && expected >= 0,
                "\"%s\": margin %s, expected %s: neither is negative",
                name,
                margin,
                expected);
        require(margin + expected > 0, "\"%s\" has neither a margin nor an expected gain: declare one", name);
        require(!arm.equals(against), "\"%s\" holds \"%s\" against itself", name, arm);
    }

    boolean isAbout(String name) {
        return arm.equals(name) || against.equals(name);
    }

    /** Non-inferiority. */
    public static Declared nothingLost(
            String name, String measure, String arm, String against, Where where, double margin) {
        return new Declared(name, measure, arm, against, where, margin, 0);
    }

    /** Superiority. */
    public static Declared gain(String name, String measure, String arm, String against, Where where, double size) {
        return new Declared(name, measure, arm, against, where, 0, size);
    }
}

package org.lungta.evidence;

import static org.lungta.check.Check.require;

import org.lungta.statistics.Bounds;

/**
 * Something that was measured.
 *
 * @param name as in the rows: short, such as {@code cmrc f1}
 * @param role which question it answers
 * @param better in which direction
 * @param unit such as {@code points}, {@code share}, {@code nats a token}; empty for a bare number
 * @param sentence what it is, for a reader who did not do the run, with its signature
 * @param choices among how many answers an item is right by guessing; 0 where nothing is guessed
 */
public record Measure(String name, Role role, Better better, String unit, String sentence, int choices) {
    /** The questions that a report answers. */
    public enum Role {
        /** Was the language learnt? */
        TARGET,
        /** What is left of what the model knew? */
        RETAINED,
        /** Does it write in the right language? */
        LANGUAGE,
        /** How far did the model move? */
        DRIFT,
        /** Does it still say things in more than one way? */
        DIVERSITY,
        /** What did it take? */
        COST
    }

    /** Which values are better. */
    public enum Better {
        HIGHER,
        LOWER;

        /** A difference as a gain: positive where it is for the better. */
        public double gain(double difference) {
            return this == HIGHER ? difference : 0 - difference;
        }
    }

    public Measure {
        require(!name.isBlank(), "a measure has no name");
        require(choices == 0 || choices > 1, "\"%s\" has %d choices: 0, or at least two", name, choices);
    }

    /** What of an interval of a mean the measure can be: shares end at 0 and 1, points at 0 and 100. */
    public Bounds possible(Bounds interval) {
        double most = unit.equals("share") ? 1 : unit.equals("points") ? 100 : Double.POSITIVE_INFINITY;
        double least = most < Double.POSITIVE_INFINITY ? 0 : Double.NEGATIVE_INFINITY;
        return new Bounds(Math.max(least, interval.low()), Math.min(most, interval.high()));
    }

    /** The higher the better; nothing is guessed. */
    public static Measure higher(String name, Role role, String unit, String sentence) {
        return new Measure(name, role, Better.HIGHER, unit, sentence, 0);
    }

    /** The lower the better. */
    public static Measure lower(String name, Role role, String unit, String sentence) {
        return new Measure(name, role, Better.LOWER, unit, sentence, 0);
    }

    /** Whether an item of k choices was answered rightly. */
    public static Measure chosen(String name, Role role, String sentence, int choices) {
        return new Measure(name, role, Better.HIGHER, "share", sentence, choices);
    }
}

package org.lungta.statistics;

import static org.lungta.check.Check.require;

import java.util.List;

/**
 * A statement about a true difference that was written down before the run: it is greater than {@code -margin}.
 *
 * @param name for the report
 * @param margin how much may be lost; 0 for a claim of gain
 * @param expected the true difference for which the power is asked: 0 when nothing is to be lost, else the gain that matters
 * @param observations of the difference, the higher the better
 */
public record Claim(String name, double margin, double expected, List<Observation> observations) {
    public Claim {
        require(margin >= 0, "the margin of \"%s\" is %s: it is what may be lost, at least 0", name, margin);
        require(
                margin + expected > 0,
                "\"%s\" has neither a margin nor an expected gain: without one no power can be told",
                name);
        observations = List.copyOf(observations);
    }

    /** Non-inferiority: no more than the margin is lost. */
    public static Claim nothingLost(String name, double margin, List<Observation> observations) {
        return new Claim(name, margin, 0, observations);
    }

    /** Superiority: something is gained; the power is that of finding a gain of this size. */
    public static Claim gain(String name, double size, List<Observation> observations) {
        return new Claim(name, 0, size, observations);
    }
}

package org.lungta.run;

import static org.lungta.check.Check.require;

import org.lungta.recipe.Default;

/**
 * The attack on the reward before anything is optimised with it.
 *
 * @param prompts of the dev split
 * @param samples of the cold start for each of them; the one with the best chrF is what cheats are made from and held against
 * @param rate how often a cheat may be paid more than the sample that it was made from
 */
public record AuditSettings(
        @Default("32") int prompts,
        @Default("4") int samples,
        @Default("0.25") double rate,
        @Default("refuse") Failing failing) {
    public AuditSettings {
        require(prompts > 1 && samples > 1, "an audit of %d prompts with %d samples: at least 2", prompts, samples);
        require(0 <= rate && rate < 0.5, "rate is %s: a cheat may win less than half of its comparisons", rate);
    }

    /** What becomes of the run when the reward pays for cheating, or is flat. */
    public enum Failing {
        REFUSE,
        WARN
    }
}

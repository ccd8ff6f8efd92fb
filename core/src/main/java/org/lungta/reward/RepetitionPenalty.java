package org.lungta.reward;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.OptionalDouble;
import org.lungta.metric.Surface;
import org.lungta.metric.Tokenization;

/**
 * A penalty for repetition (SG-SRL), on the share of 4-grams that were there before: none up to the threshold. How it grows beyond is
 * not said in the paper.
 */
public record RepetitionPenalty(Tokenization tokenization, double threshold, Onset onset) implements Part {
    /** How the penalty grows beyond the threshold. */
    public enum Onset {
        /** (share - threshold) / (1 - threshold). */
        RAMP {
            @Override
            double of(double share, double threshold) {
                return Math.max(0, (share - threshold) / (1 - threshold));
            }
        },
        /** 1 at once. */
        STEP {
            @Override
            double of(double share, double threshold) {
                return share > threshold ? 1 : 0;
            }
        };

        abstract double of(double share, double threshold);
    }

    public RepetitionPenalty {
        require(0 <= threshold && threshold < 1, "the threshold of repetition is %s, outside [0, 1)", threshold);
    }

    /** A ramp from .15, over syllables, Han characters and words. */
    public static RepetitionPenalty standard() {
        return new RepetitionPenalty(Tokenization.MIXED, 0.15, Onset.RAMP);
    }

    @Override
    public String name() {
        return "repetition-penalty";
    }

    @Override
    public List<List<OptionalDouble>> values(List<Answers> groups) {
        return Part.each(
                groups,
                (prompt, completion) -> onset.of(Surface.repeated(tokenization.tokens(completion.text())), threshold));
    }
}

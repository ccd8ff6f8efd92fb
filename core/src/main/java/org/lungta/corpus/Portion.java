package org.lungta.corpus;

import static org.lungta.check.Check.require;

import java.text.Normalizer;
import org.lungta.random.CounterRandom;

/**
 * A share of the texts of a language, told by a hash of the text alone: whoever asks, in whatever order and direction, the same text
 * falls on the same side. So one stage can learn from a third of a file, and another from the rest.
 *
 * @param from where the share begins, in [0, 1]: two portions that do not overlap share no text
 * @param share in [0, 1 - from]
 */
public record Portion(double from, double share) {
    private static final double SLACK = 1e-9;
    private static final long STREAM = CounterRandom.coordinate("portion");

    public Portion {
        require(0 <= from && from <= 1, "the portion begins at %s, outside [0, 1]", from);
        require(
                0 <= share && from + share <= 1 + SLACK,
                "the share is %s%s, outside [0, %s]",
                share,
                from == 0 ? "" : " from " + from + " on",
                1 - from);
    }

    /** The first share. */
    public Portion(double share) {
        this(0, share);
    }

    /** Whether the text belongs to the share. */
    public boolean holds(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        double place = CounterRandom.uniform(STREAM, CounterRandom.coordinate(plain));
        return from <= place && place < from + share;
    }
}

package org.lungta.corpus;

import static org.lungta.check.Check.require;

import java.text.Normalizer;
import org.lungta.random.CounterRandom;

/**
 * A share of the texts of a language, told by a hash of the text alone: whoever asks, in whatever order and direction, the same text
 * falls on the same side. So one stage can learn from a third of a file, and another from the rest.
 *
 * @param share in [0, 1]
 */
public record Portion(double share) {
    private static final long STREAM = CounterRandom.coordinate("portion");

    public Portion {
        require(0 <= share && share <= 1, "the share is %s, outside [0, 1]", share);
    }

    /** Whether the text belongs to the share. */
    public boolean holds(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        return CounterRandom.uniform(STREAM, CounterRandom.coordinate(plain)) < share;
    }
}

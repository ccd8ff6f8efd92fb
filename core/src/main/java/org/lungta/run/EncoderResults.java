package org.lungta.run;

import java.util.List;
import java.util.Optional;
import org.lungta.corpus.Example;
import org.lungta.model.Encoder;
import org.lungta.probe.EncoderCard;
import org.lungta.probe.Found;

/** What an adaptation did, and the card of what came of it. */
public record EncoderResults(Training training, EncoderCard card) {

    /**
     * Pairs that were learnt from, updates, the last one's loss, and the last figures on dev.
     *
     * @param best the figures of the encoder that was kept: the best on dev, or without a dev the last
     */
    public record Training(int pairs, int steps, double lastLoss, Optional<Dev> dev, Optional<Dev> best) {}

    /** Retrieval@1 among the dev pairs, from the learnt language to the known one and back. */
    public record Dev(int step, double forward, double backward) {
        /** Whether these figures are better, by the mean of both ways. */
        boolean isBetterThan(Dev other) {
            return forward + backward > other.forward + other.backward;
        }

        static Dev of(int step, Encoder encoder, List<Example> pairs) {
            Found found = Found.among(encoder, pairs);
            return new Dev(step, found.forward(), found.backward());
        }
    }
}

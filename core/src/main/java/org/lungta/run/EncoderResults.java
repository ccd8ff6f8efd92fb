package org.lungta.run;

import java.util.List;
import java.util.Optional;
import org.lungta.corpus.Example;
import org.lungta.model.Encoder;
import org.lungta.probe.EncoderCard;
import org.lungta.probe.Found;

/** What an adaptation did, and the card of what came of it. */
public record EncoderResults(Training training, EncoderCard card) {

    /** Pairs that were learnt from, updates, the last one's loss, and the last figures on dev. */
    public record Training(int pairs, int steps, double lastLoss, Optional<Dev> dev) {}

    /** Retrieval@1 among the dev pairs, from the learnt language to the known one and back. */
    public record Dev(int step, double forward, double backward) {
        static Dev of(int step, Encoder encoder, List<Example> pairs) {
            Found found = Found.among(encoder, pairs);
            return new Dev(step, found.forward(), found.backward());
        }
    }
}

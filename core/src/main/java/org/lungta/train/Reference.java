package org.lungta.train;

import org.lungta.model.Policy;
import org.lungta.model.Sequences;
import org.lungta.tensor.Tensor;

/** What the policy is held near, and how firmly; nothing at all is a reference of its own. */
public sealed interface Reference {
    /** beta KL of each token [N]. */
    Tensor penalty(Tensor now, Tensor ratio, Sequences sequences, double temperature);

    /** No reference, no forward pass for it. */
    record None() implements Reference {
        @Override
        public Tensor penalty(Tensor now, Tensor ratio, Sequences sequences, double temperature) {
            return Tensor.zeros(now.dtype(), now.shape());
        }
    }

    /** A frozen model: the base, or the cold start. */
    record Frozen(Scorer scorer, Penalty penalty, double beta) implements Reference {
        @Override
        public Tensor penalty(Tensor now, Tensor ratio, Sequences sequences, double temperature) {
            float[] logProbs = new float[sequences.scored()];
            Policy.Scored scored = scorer.score(sequences, temperature);
            for (int i = 0; i < logProbs.length; i++) {
                logProbs[i] = scored.logProbs().get(i);
            }
            return penalty.of(now, Tensor.of(logProbs, logProbs.length), ratio).mul(beta);
        }
    }

    /** A model that gives log-probabilities without learning. */
    @FunctionalInterface
    interface Scorer {
        Policy.Scored score(Sequences sequences, double temperature);
    }
}

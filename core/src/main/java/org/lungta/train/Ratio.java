package org.lungta.train;

import org.lungta.tensor.Tensor;

/** The importance ratio pi / pi_old of each token. */
public sealed interface Ratio {
    /**
     * From log-probabilities to ratios.
     *
     * @param difference log pi - log pi_old [N]
     * @return [N]
     */
    Tensor of(Tensor difference, Batch batch);

    /** Token by token (PPO, arXiv:1707.06347). */
    record ByToken() implements Ratio {
        @Override
        public Tensor of(Tensor difference, Batch batch) {
            return difference.exp();
        }
    }

    /** One for a completion: exp of the mean over its tokens (GSPO, arXiv:2507.18071). */
    record BySequence() implements Ratio {
        @Override
        public Tensor of(Tensor difference, Batch batch) {
            return batch.spread(batch.means(difference)).exp();
        }
    }
}

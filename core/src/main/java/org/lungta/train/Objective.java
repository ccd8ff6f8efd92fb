package org.lungta.train;

import org.lungta.tensor.Tensor;

/**
 * The loss of GRPO and of its relatives, from parts.
 *
 * <pre>
 *   ratio = pi(o) / pi_old(o)                        {@link Ratio}
 *   gain  = min(ratio A, clip(ratio) A)              {@link Clip}
 *   loss  = sum over tokens of w (beta kl - gain)    {@link Reference}, {@link Aggregation}
 * </pre>
 */
public record Objective(Ratio ratio, Clip clip, Aggregation aggregation, Reference reference) {
    /** The loss, a scalar, and what it was made from: each token's ratio and beta kl [N]. */
    record Terms(Tensor loss, Tensor ratio, Tensor kl) {}

    /** The loss of a batch, a scalar; see {@link #terms}. */
    Tensor loss(Tensor now, Tensor old, Batch batch, Aggregation.Totals totals, double temperature) {
        return terms(now, old, batch, totals, temperature).loss();
    }

    /**
     * The loss of a batch and its terms.
     *
     * @param now log pi [N], the leaf
     * @param old log pi_old [N]
     */
    Terms terms(Tensor now, Tensor old, Batch batch, Aggregation.Totals totals, double temperature) {
        Tensor ratios = ratio.of(now.sub(old), batch); // [N]
        Tensor gain = clip.gain(ratios, batch.advantages()); // [N]
        Tensor kl = reference.penalty(now, ratios, batch.sequences(), temperature); // [N]
        Tensor loss = kl.sub(gain).mul(batch.weights(aggregation, totals)).sum();
        return new Terms(loss, ratios, kl);
    }
}

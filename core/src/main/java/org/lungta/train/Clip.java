package org.lungta.train;

import static org.lungta.check.Check.require;

import org.lungta.tensor.Tensor;

/**
 * The trust region [1 - low, 1 + high] of the ratio (arXiv:1707.06347; unequal sides as in DAPO).
 *
 * <pre>
 *   gain = min(min(ratio, cap) A, clip(ratio, 1 - low, 1 + high) A)
 * </pre>
 *
 * @param cap bounds the ratio where A is negative, too (two-sided clipping, arXiv:2505.07291); infinite for none
 */
public record Clip(double low, double high, double cap) {
    public Clip(double low, double high) {
        this(low, high, Double.POSITIVE_INFINITY);
    }

    public Clip {
        require(cap > 1, "clip cap is %s; a ratio of 1 must pass", cap);
        require(0 < low && low < 1, "clip low is %s, outside (0, 1)", low);
        require(0 < high, "clip high is %s; it must be positive", high);
    }

    Tensor gain(Tensor ratio, Tensor advantage) {
        return ratio.clamp(0, cap)
                .mul(advantage)
                .minimum(ratio.clamp(1 - low, 1 + high).mul(advantage));
    }
}

package org.lungta.train;

import static org.lungta.check.Check.require;

import org.lungta.tensor.Tensor;

/**
 * The trust region [1 - low, 1 + high] of the ratio (arXiv:1707.06347; unequal sides as in DAPO).
 *
 * <pre>
 *   gain = min(ratio A, clip(ratio, 1 - low, 1 + high) A)
 * </pre>
 */
public record Clip(double low, double high) {
    public Clip {
        require(0 < low && low < 1, "clip low is %s, outside (0, 1)", low);
        require(0 < high, "clip high is %s; it must be positive", high);
    }

    Tensor gain(Tensor ratio, Tensor advantage) {
        return ratio.mul(advantage).minimum(ratio.clamp(1 - low, 1 + high).mul(advantage));
    }
}

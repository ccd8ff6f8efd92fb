package org.lungta.model;

import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;

/** x / sqrt(mean x^2 + epsilon) * w (arXiv:1910.07467), with statistics in float32. */
final class RmsNorm {
    private RmsNorm() {}

    static Tensor apply(Tensor x, Tensor weight, double epsilon) {
        Tensor wide = x.to(DType.FLOAT32); // [T, H]
        Tensor inverse =
                wide.normLast().square().mul(1.0 / x.size(-1)).add(epsilon).rsqrt(); // [T, 1]
        return wide.mul(inverse).to(x.dtype()).mul(weight);
    }
}

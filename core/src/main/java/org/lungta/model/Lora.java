package org.lungta.model;

import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;

/** The low-rank pair of one linear map: a [r, in], b [out, r], float32; scale = alpha / r. */
public record Lora(Tensor a, Tensor b, double scale) {
    /** W + (alpha / r) B A, computed in float32 and rounded once to the type of W; W itself stays as it is. */
    Tensor merged(Tensor weight) {
        DType type = weight.dtype();
        return b.mm(a).mul(scale).addInPlace(weight.to(DType.FLOAT32)).to(type);
    }
}

package org.lungta.model;

import java.util.List;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/** The low-rank pair of one linear map: a [r, in], b [out, r], float32; scale = alpha / r. */
public record Lora(Tensor a, Tensor b, double scale) {
    /** W + sum of (alpha / r) B A, computed in float32; W itself stays as it is. */
    public static Tensor merged(Tensor weight, List<Lora> pairs) {
        Tensor sum = weight.to(weight.dtype().wide());
        for (Lora pair : pairs) {
            sum = pair.b.mm(pair.a).mul(pair.scale).addInPlace(sum);
        }
        return sum;
    }

    /** The same pair and the same memory, with this share of the scale; it does not learn. Its owner closes it. */
    Lora scaled(double share) {
        return new Lora(Autograd.own(a::detach), Autograd.own(b::detach), scale * share);
    }
}

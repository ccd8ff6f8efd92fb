package org.lungta.model;

import java.util.List;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;

/** The low-rank pair of one linear map: a [r, in], b [out, r], float32; scale = alpha / r. */
public record Lora(Tensor a, Tensor b, double scale) {
    /** W + sum of (alpha / r) B A, computed in float32; W itself stays as it is. */
    public static Tensor merged(Tensor weight, List<Lora> pairs) {
        Tensor sum = weight.to(weight.dtype().wide());
        for (Lora pair : pairs) {
            sum = sum.addProduct(pair.b, pair.a, pair.scale);
        }
        return sum;
    }

    /** The same in the type of W for a pass: A and B are rounded to it, as they are where they learn, and the sum is rounded once. */
    static Tensor laid(Tensor weight, List<Lora> pairs) {
        DType type = weight.dtype();
        Tensor b = Tensor.cat(pairs.stream().map(p -> p.b.mul(p.scale)).toList(), 1)
                .to(type); // [out, sum of r]
        Tensor a = Tensor.cat(pairs.stream().map(Lora::a).toList(), 0).to(type); // [sum of r, in]
        return weight.addProduct(b, a, 1);
    }

    /** The same pair and the same memory, with this share of the scale; it does not learn. Its owner closes it. */
    Lora scaled(double share) {
        return new Lora(Autograd.own(a::detach), Autograd.own(b::detach), scale * share);
    }
}

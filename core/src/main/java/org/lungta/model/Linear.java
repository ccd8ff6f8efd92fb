package org.lungta.model;

import org.lungta.tensor.DType;
import org.lungta.tensor.Packed;
import org.lungta.tensor.Tensor;

/** A linear map of the last dimension. */
public sealed interface Linear {
    /** x W^T + b. */
    Tensor apply(Tensor x);

    /** A frozen weight [out, in] and a bias [out], which may be null. */
    record Dense(Tensor weight, Tensor bias) implements Linear {
        @Override
        public Tensor apply(Tensor x) {
            return x.linear(weight, bias);
        }
    }

    /** The same, laid out for inference. */
    record Laid(Packed weight, Tensor bias) implements Linear {
        @Override
        public Tensor apply(Tensor x) {
            return weight.linear(x, bias);
        }
    }

    /**
     * f(x) + (alpha / r) B A dropout(x), with A and B trained and f frozen (arXiv:2106.09685). Where f is itself adapted, that is
     * W x + b + s1 B1 A1 x + s2 B2 A2 dropout(x).
     */
    record Adapted(Linear under, Lora lora, Dropout dropout) implements Linear {
        @Override
        public Tensor apply(Tensor x) {
            DType type = x.dtype();
            Tensor down = dropout.zeroed(x).linear(lora.a().to(type)); // [T, r]
            double scale = lora.scale() * dropout.gain();
            return under.apply(x).addProductInPlace(down, lora.b().to(type).transpose(0, 1), scale);
        }
    }
}

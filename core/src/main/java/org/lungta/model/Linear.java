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

    /** W x + b + (alpha / r) B A dropout(x), with A and B trained and W frozen (arXiv:2106.09685). */
    record Adapted(Dense frozen, Lora lora, Dropout dropout) implements Linear {
        @Override
        public Tensor apply(Tensor x) {
            DType type = x.dtype();
            Tensor down = dropout.apply(x).linear(lora.a().to(type)); // [T, r]
            return frozen.apply(x).addProductInPlace(down, lora.b().to(type).transpose(0, 1), lora.scale());
        }
    }
}

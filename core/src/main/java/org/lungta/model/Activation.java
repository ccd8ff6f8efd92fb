package org.lungta.model;

import org.lungta.tensor.Tensor;

/** The gate's function in an MLP. */
public enum Activation {
    /** x sigmoid(x) */
    SILU {
        @Override
        Tensor apply(Tensor x) {
            return x.silu();
        }
    },
    /** x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) (arXiv:1606.08415). */
    GELU_TANH {
        @Override
        Tensor apply(Tensor x) {
            return x.geluTanh();
        }
    };

    abstract Tensor apply(Tensor x);
}

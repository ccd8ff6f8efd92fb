package org.lungta.model;

import org.lungta.tensor.Tensor;

/** From the vectors of one text's tokens [t, H], special ones included, to the text's [H]. */
public sealed interface Pooling {
    Tensor pool(Tensor tokens);

    /** sum h / t. */
    record Mean() implements Pooling {
        @Override
        public Tensor pool(Tensor tokens) {
            return tokens.sum(0).mul(1.0 / tokens.size(0));
        }
    }

    /** The first token's. */
    record Cls() implements Pooling {
        @Override
        public Tensor pool(Tensor tokens) {
            return tokens.narrow(0, 0, 1).view(tokens.size(1));
        }
    }
}

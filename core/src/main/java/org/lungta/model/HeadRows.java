package org.lungta.model;

import org.lungta.tensor.Tensor;

/** Which rows of a head learn. */
interface HeadRows {
    /** How many. */
    int count();

    /** Of gradients [n, V] with respect to logits the columns of these rows, transposed [rows, n]. */
    Tensor columns(Tensor byLogits);

    /** All of them. */
    record Every(int count) implements HeadRows {
        @Override
        public Tensor columns(Tensor byLogits) {
            return byLogits.transpose(0, 1);
        }
    }
}

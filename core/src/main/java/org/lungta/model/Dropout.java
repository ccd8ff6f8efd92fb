package org.lungta.model;

import org.lungta.tensor.Tensor;

/** Dropout of the adapters' inputs: on in supervised training, off wherever log-probabilities are compared. */
public final class Dropout {
    private double probability;

    /** Sets the probability for the passes that follow; 0 switches it off. */
    void probability(double value) {
        probability = value;
    }

    Tensor apply(Tensor x) {
        return probability == 0 ? x : zeroed(x).mul(gain());
    }

    /** What {@link #apply} leaves of x before it is multiplied by {@link #gain}, for who multiplies anyway. */
    Tensor zeroed(Tensor x) {
        return probability == 0 ? x : x.zeroed(probability);
    }

    double gain() {
        return Tensor.gain(probability);
    }
}

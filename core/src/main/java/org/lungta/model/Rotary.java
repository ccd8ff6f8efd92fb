package org.lungta.model;

import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;

/** The turning of queries and keys by {@link Rope}, in the half-split layout of Hugging Face checkpoints. */
final class Rotary {
    private final int size;
    private final float[] frequencies;
    private final DType type;

    Rotary(Rope rope, int size, DType type) {
        this.size = size;
        this.type = type;
        this.frequencies = new float[size / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = (float) rope.frequency(i, size);
        }
    }

    /** cos and signed sin [T, 1, D] of the tokens of one forward. */
    record Angles(Tensor cos, Tensor sin) {
        /** x cos + roll(x, D/2) sin, with sin negative on the first half: rotates [T, N, D]. */
        Tensor rotate(Tensor x) {
            return x.mul(cos).add(x.roll(x.size(-1) / 2, -1).mul(sin));
        }
    }

    Angles at(long[] positions) {
        int half = size / 2;
        float[] cos = new float[positions.length * size];
        float[] sin = new float[positions.length * size];
        for (int t = 0; t < positions.length; t++) {
            for (int i = 0; i < half; i++) {
                float angle = positions[t] * frequencies[i];
                int first = t * size + i;
                cos[first] = cos[first + half] = (float) Math.cos(angle);
                sin[first + half] = (float) Math.sin(angle);
                sin[first] = -sin[first + half];
            }
        }
        return new Angles(
                Tensor.of(cos, positions.length, 1, size).to(type),
                Tensor.of(sin, positions.length, 1, size).to(type));
    }
}

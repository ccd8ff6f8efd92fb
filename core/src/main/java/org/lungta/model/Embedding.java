package org.lungta.model;

import java.util.Arrays;

/** A sentence embedding; a value. */
public final class Embedding {
    private final float[] values;

    private Embedding(float[] values) {
        this.values = values;
    }

    /** A copy of these values. */
    public static Embedding of(float[] values) {
        return new Embedding(values.clone());
    }

    public float[] toArray() {
        return values.clone();
    }

    /** a b / (|a| |b|), in double, with each norm at least 1e-12. */
    public double cosine(Embedding other) {
        double dot = 0;
        double left = 0;
        double right = 0;
        for (int i = 0; i < values.length; i++) {
            dot += (double) values[i] * other.values[i];
            left += (double) values[i] * values[i];
            right += (double) other.values[i] * other.values[i];
        }
        return dot / (Math.max(Math.sqrt(left), 1e-12) * Math.max(Math.sqrt(right), 1e-12));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding embedding && Arrays.equals(values, embedding.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}

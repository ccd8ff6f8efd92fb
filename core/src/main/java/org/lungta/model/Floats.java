package org.lungta.model;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** A float array as a list, without a box an element. */
final class Floats extends AbstractList<Float> implements RandomAccess {
    private final float[] values;

    private Floats(float[] values) {
        this.values = values;
    }

    static List<Float> list(float[] values) {
        return new Floats(values);
    }

    @Override
    public Float get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}

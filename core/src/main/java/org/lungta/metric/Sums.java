package org.lungta.metric;

import static org.lungta.check.Check.require;

import java.util.Arrays;
import java.util.List;

/** Sufficient statistics of one segment or of many: numbers that add up, and from whose sum a score is computed. */
public final class Sums {
    private final double[] values;

    private Sums(double[] values) {
        this.values = values;
    }

    public static Sums of(double... values) {
        return new Sums(values.clone());
    }

    public int size() {
        return values.length;
    }

    public double at(int index) {
        return values[index];
    }

    /** The element-wise sum over one or more. */
    public static Sums total(List<Sums> parts) {
        require(!parts.isEmpty(), "there is nothing to score: give at least one segment");
        double[] sum = new double[parts.get(0).size()];
        parts.forEach(part -> part.addTo(sum));
        return new Sums(sum);
    }

    /** These statistics followed by the others. */
    public Sums join(Sums other) {
        double[] joined = Arrays.copyOf(values, size() + other.size());
        System.arraycopy(other.values, 0, joined, size(), other.size());
        return new Sums(joined);
    }

    /** The statistics {@code from} (inclusive) to {@code to} (exclusive). */
    public Sums slice(int from, int to) {
        return new Sums(Arrays.copyOfRange(values, from, to));
    }

    void addTo(double[] sum) {
        require(sum.length == size(), "%d statistics cannot be added to %d", size(), sum.length);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sums that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}

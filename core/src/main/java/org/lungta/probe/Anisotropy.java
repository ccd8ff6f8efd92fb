package org.lungta.probe;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lungta.model.Embedding;

/**
 * How far the texts of one language lie in one direction.
 *
 * @param random cosines of texts that have nothing to do with each other
 * @param firstComponent the share of the (centred) variance along its greatest direction
 */
public record Anisotropy(Moments random, double firstComponent) {
    private static final int ITERATIONS = 100;

    static Anisotropy of(List<Embedding> texts) {
        return new Anisotropy(Moments.of(Cosines.of(texts, texts).mismatched()), firstComponent(texts));
    }

    private static double firstComponent(List<Embedding> texts) {
        double[][] centred = centred(texts);
        double all = Arrays.stream(centred).mapToDouble(row -> dot(row, row)).sum();
        double[] direction = new double[centred[0].length];
        Arrays.setAll(direction, i -> 1 + i % 7);
        double along = 0;
        for (int i = 0; i < ITERATIONS; i++) {
            double[] next = new double[direction.length];
            for (double[] row : centred) {
                double share = dot(row, direction);
                IntStream.range(0, next.length).forEach(d -> next[d] += share * row[d]);
            }
            along = Math.sqrt(dot(next, next));
            if (along == 0) {
                return 0;
            }
            double norm = along;
            direction = Arrays.stream(next).map(v -> v / norm).toArray();
        }
        return along / all;
    }

    private static double[][] centred(List<Embedding> texts) {
        double[][] rows = texts.stream().map(e -> toDouble(e.toArray())).toArray(double[][]::new);
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            IntStream.range(0, mean.length).forEach(d -> mean[d] += row[d] / rows.length);
        }
        for (double[] row : rows) {
            IntStream.range(0, mean.length).forEach(d -> row[d] -= mean[d]);
        }
        return rows;
    }

    private static double[] toDouble(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }
}

package org.lungta.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lungta.model.Embedding;

/** The cosines of all texts of one side with all of another: element (i, j) of two lists of which i and i belong together. */
final class Cosines {
    private final double[][] values;

    private Cosines(double[][] values) {
        this.values = values;
    }

    static Cosines of(List<Embedding> rows, List<Embedding> columns) {
        double[][] values = new double[rows.size()][columns.size()];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < columns.size(); j++) {
                values[i][j] = rows.get(i).cosine(columns.get(j));
            }
        }
        return new Cosines(values);
    }

    int size() {
        return values.length;
    }

    double at(int row, int column) {
        return values[row][column];
    }

    /** The other way round. */
    Cosines transposed() {
        double[][] turned = new double[values[0].length][values.length];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < turned.length; j++) {
                turned[j][i] = values[i][j];
            }
        }
        return new Cosines(turned);
    }

    /** What belongs together. */
    List<Double> paired() {
        return IntStream.range(0, size()).mapToObj(i -> values[i][i]).toList();
    }

    /** All else. */
    List<Double> mismatched() {
        List<Double> others = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < values[i].length; j++) {
                if (i != j) {
                    others.add(values[i][j]);
                }
            }
        }
        return others;
    }

    /** The columns that are nearest to a row, nearest first. */
    List<Integer> nearest(int row, int count) {
        return IntStream.range(0, values[row].length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -values[row][j]))
                .limit(count)
                .toList();
    }

    /** The mean cosine of each row with its nearest columns. */
    List<Double> nearness(int neighbours) {
        return IntStream.range(0, size())
                .mapToObj(i -> nearest(i, neighbours).stream()
                        .mapToDouble(j -> values[i][j])
                        .average()
                        .orElseThrow())
                .toList();
    }

    /** The share of rows whose own column is nearer than every other; a tie is a miss. */
    double retrieved() {
        return IntStream.range(0, size())
                .mapToDouble(i ->
                        IntStream.range(0, values[i].length).allMatch(j -> j == i || values[i][j] < values[i][i])
                                ? 1
                                : 0)
                .average()
                .orElseThrow();
    }

    /** cos(a, b) / ((mean over a's k nearest + mean over b's k nearest) / 2), the margin of arXiv:1811.01136. */
    Cosines margins(int neighbours) {
        List<Double> ofRows = nearness(neighbours);
        List<Double> ofColumns = transposed().nearness(neighbours);
        double[][] margins = new double[size()][values[0].length];
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < margins[i].length; j++) {
                margins[i][j] = values[i][j] / ((ofRows.get(i) + ofColumns.get(j)) / 2);
            }
        }
        return new Cosines(margins);
    }
}

package org.lungta.lexicon;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * IBM model 1 (Brown, Della Pietra, Della Pietra and Mercer, Computational Linguistics 19, 1993) by expectation maximisation. Every
 * target word comes from one of the source's words or from the null word, each as likely as the other:
 *
 * <pre>
 *   p(target | source) = prod_j 1 / (I + 1) sum_{i = 0..I} t(target_j | source_i),        source_0 = null
 *   count(s, t) = sum over pairs, i with source_i = s, j with target_j = t: t(t | s) / sum_i' t(t | source_i')
 *   t(t | s) <- count(s, t) / sum_t' count(s, t')
 * </pre>
 *
 * <p>Only words that occur in a pair together have a cell. The denominators are computed a line at a time and the counts a source
 * word at a time, each by one thread in a fixed order: their number does not change a bit of the result.
 */
final class Ibm1 {
    private final List<Line> lines;
    private final Row[] rows;
    private final int[][] cells;
    private final double[][] denominators;

    /** One source word: the targets that it occurs with, and where it occurs. */
    static final class Row {
        private final int[] lines;
        private final int[] places;
        private int occurrences;
        private int[] targets;
        private double[] t;
        private double[] counts;

        private Row(int size) {
            lines = new int[size];
            places = new int[size];
        }

        private void add(int line, int place) {
            lines[occurrences] = line;
            places[occurrences++] = place;
        }

        /** The target words in ascending order. */
        int[] targets() {
            return targets;
        }

        /** t(target | this) for each of {@link #targets}. */
        double probability(int cell) {
            return t[cell];
        }

        int cell(int target) {
            return Arrays.binarySearch(targets, target);
        }
    }

    /** Before the first iteration all t are equal. Words are numbered from 0, in each language of their own. */
    Ibm1(List<Line> pairs, int sources, int targets) {
        lines = pairs.stream()
                .map(line -> new Line(line.source().with(sources), line.target(), line.weight()))
                .toList();
        rows = rows(sources + 1);
        parallel(rows.length).forEach(s -> open(rows[s], targets));
        cells = new int[lines.size()][];
        denominators = new double[lines.size()][];
        parallel(lines.size()).forEach(this::open);
    }

    /** One iteration; returns the logarithm of the likelihood before it. */
    double iterate() {
        double[] logs = new double[lines.size()];
        parallel(lines.size()).forEach(l -> logs[l] = expect(l));
        parallel(rows.length).forEach(s -> maximise(rows[s]));
        double sum = 0;
        for (double log : logs) {
            sum += log;
        }
        return sum;
    }

    /** The row of a source word; the null word's follows the last. */
    Row row(int source) {
        return rows[source];
    }

    private Row[] rows(int sources) {
        int[] sizes = new int[sources];
        lines.forEach(line -> Arrays.stream(line.source().ids).forEach(s -> sizes[s]++));
        Row[] made = Arrays.stream(sizes).mapToObj(Row::new).toArray(Row[]::new);
        for (int l = 0; l < lines.size(); l++) {
            int[] ids = lines.get(l).source().ids;
            for (int i = 0; i < ids.length; i++) {
                made[ids[i]].add(l, i);
            }
        }
        return made;
    }

    private void open(Row row, int targets) {
        BitSet met = new BitSet(targets);
        for (int line : row.lines) {
            for (int target : lines.get(line).target().ids) {
                met.set(target);
            }
        }
        row.targets = met.stream().toArray();
        row.counts = new double[row.targets.length];
        row.t = new double[row.targets.length];
        Arrays.fill(row.t, 1.0 / targets);
    }

    private void open(int l) {
        Line line = lines.get(l);
        int width = line.target().size();
        int[] cell = new int[line.source().size() * width];
        for (int i = 0; i < line.source().size(); i++) {
            Row row = rows[line.source().ids[i]];
            for (int j = 0; j < width; j++) {
                cell[i * width + j] = row.cell(line.target().ids[j]);
            }
        }
        cells[l] = cell;
        denominators[l] = new double[width];
    }

    private double expect(int l) {
        Line line = lines.get(l);
        double[] sums = denominators[l];
        Arrays.fill(sums, 0);
        for (int i = 0; i < line.source().size(); i++) {
            double[] t = rows[line.source().ids[i]].t;
            int times = line.source().times[i];
            for (int j = 0; j < sums.length; j++) {
                sums[j] += times * t[cells[l][i * sums.length + j]];
            }
        }
        double log = 0;
        for (int j = 0; j < sums.length; j++) {
            log += line.target().times[j] * Math.log(sums[j] / line.source().total());
        }
        return line.weight() * log;
    }

    private void maximise(Row row) {
        double[] counts = row.counts;
        Arrays.fill(counts, 0);
        for (int k = 0; k < row.lines.length; k++) {
            int l = row.lines[k];
            Line line = lines.get(l);
            double[] sums = denominators[l];
            double weight = line.weight() * line.source().times[row.places[k]];
            int first = row.places[k] * sums.length;
            for (int j = 0; j < sums.length; j++) {
                int cell = cells[l][first + j];
                counts[cell] += weight * line.target().times[j] * row.t[cell] / sums[j];
            }
        }
        double sum = 0;
        for (double count : counts) {
            sum += count;
        }
        for (int cell = 0; cell < counts.length; cell++) {
            row.t[cell] = counts[cell] / sum;
        }
    }

    private static IntStream parallel(int size) {
        return IntStream.range(0, size).parallel();
    }
}

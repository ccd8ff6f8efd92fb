package org.lungta.lab;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** How far a score can be trusted, where the truth is known. */
public final class Validity {
    private Validity() {}

    /** A score and what it stands for. */
    public record Point(double score, double truth) {}

    /**
     * The probability that a right one scores above a wrong one, drawn at random; a tie counts one half (Mann and Whitney, 1947).
     *
     * <pre>
     * AUC = (R - m (m + 1) / 2) / (m n)     R: sum of the ranks of the m right ones among all m + n, ties at their mean rank
     * </pre>
     */
    public static double auc(List<Double> right, List<Double> wrong) {
        require(!right.isEmpty() && !wrong.isEmpty(), "%d right, %d wrong: give both", right.size(), wrong.size());
        List<Double> all = new ArrayList<>(right);
        all.addAll(wrong);
        double sum = ranks(all).subList(0, right.size()).stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        double m = right.size();
        return (sum - m * (m + 1) / 2) / (m * wrong.size());
    }

    /**
     * Spearman's rank correlation: Pearson's correlation of the ranks, ties at their mean rank. Refused where the scores or the truths
     * are all equal, since then there is no order to compare.
     */
    public static double rankCorrelation(List<Point> points) {
        require(points.size() > 1, "%d points have no order: give at least two", points.size());
        List<Double> x = ranks(points.stream().map(Point::score).toList());
        List<Double> y = ranks(points.stream().map(Point::truth).toList());
        double mean = (points.size() + 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < points.size(); i++) {
            xy += (x.get(i) - mean) * (y.get(i) - mean);
            xx += (x.get(i) - mean) * (x.get(i) - mean);
            yy += (y.get(i) - mean) * (y.get(i) - mean);
        }
        require(xx > 0 && yy > 0, "all scores or all truths are equal: there is no order to compare");
        return xy / Math.sqrt(xx * yy);
    }

    /** The ranks from 1 on, equal values (0 and -0 are) at the mean of theirs. */
    private static List<Double> ranks(List<Double> scores) {
        scores.forEach(score -> require(!score.isNaN(), "a score is not a number: leave the item out"));
        List<Double> values = scores.stream().map(score -> score + 0.0).toList();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparing(values::get));
        double[] ranks = new double[values.size()];
        for (int from = 0; from < ranks.length; ) {
            int to = from;
            while (to < ranks.length && values.get(order.get(to)).equals(values.get(order.get(from)))) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order.get(i)] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return Arrays.stream(ranks).boxed().toList();
    }
}

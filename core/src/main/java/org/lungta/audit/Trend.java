package org.lungta.audit;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The slope of a series over the last steps, in units of its standard error.
 *
 * <pre>
 *   t = b / sqrt( s^2 / sum (x - mean x)^2 ),   b least squares,  s^2 = sum of squared residuals / (n - 2)
 * </pre>
 */
final class Trend {
    static final double RISES = 3;
    static final double FLAT = 1;
    private static final int FEWEST = 5;

    private final int steps;
    private final Deque<Point> points = new ArrayDeque<>();

    private record Point(int step, double value) {}

    Trend(int steps) {
        this.steps = steps;
    }

    void add(int step, double value) {
        points.addLast(new Point(step, value));
        while (points.getFirst().step() <= step - steps) {
            points.removeFirst();
        }
    }

    /** Whether every step of the window was seen. */
    boolean full() {
        return points.size() == steps;
    }

    /** Whether there are enough points for a slope. */
    boolean known() {
        return points.size() >= FEWEST;
    }

    double t() {
        double n = points.size();
        double x = points.stream().mapToDouble(Point::step).average().orElseThrow();
        double y = points.stream().mapToDouble(Point::value).average().orElseThrow();
        double xx = points.stream().mapToDouble(p -> square(p.step() - x)).sum();
        double slope = points.stream()
                        .mapToDouble(p -> (p.step() - x) * (p.value() - y))
                        .sum()
                / xx;
        double residuals = points.stream()
                .mapToDouble(p -> square(p.value() - y - slope * (p.step() - x)))
                .sum();
        double error = Math.sqrt(residuals / (n - 2) / xx);
        return error == 0 ? Math.signum(slope) * Double.MAX_VALUE : slope / error;
    }

    private static double square(double value) {
        return value * value;
    }
}

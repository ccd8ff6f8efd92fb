package org.lungta.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The points that no other beats in both measures, the higher the better in either (Pareto), from the least x to the greatest. */
public record Front(List<Point> points) {
    public Front {
        points = List.copyOf(points);
    }

    public static Front of(List<Point> points) {
        List<Point> sorted = points.stream()
                .sorted(Comparator.comparingDouble(Point::x)
                        .thenComparingDouble(Point::y)
                        .reversed())
                .toList();
        List<Point> front = new ArrayList<>();
        double highest = Double.NEGATIVE_INFINITY;
        for (Point point : sorted) {
            if (point.y() > highest) {
                highest = point.y();
                front.add(0, point);
            }
        }
        return new Front(front);
    }

    /** The area that lies below and to the left of the front, above and to the right of a reference point. */
    public double hypervolume(double x, double y) {
        double area = 0;
        double left = x;
        for (Point point : points) {
            if (point.x() > left && point.y() > y) {
                area += (point.x() - left) * (point.y() - y);
                left = point.x();
            }
        }
        return area;
    }
}

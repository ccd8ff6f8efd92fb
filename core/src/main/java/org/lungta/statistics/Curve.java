package org.lungta.statistics;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An arm's checkpoints in the order of training, joined by straight lines: what it retains (y) at equal target skill or at equal KL
 * (x). A path may pass an x several times; the best passage is the arm's answer, for one may stop there. Outside of what the arm
 * reached nothing is said.
 */
public record Curve(String name, List<Point> points) {
    public Curve {
        require(!points.isEmpty(), "the curve of %s has no points: evaluate at least one checkpoint", name);
        points = List.copyOf(points);
    }

    /**
     * A place between two checkpoints: (1 - weight) of the first and weight of the second, for every measure and every item alike.
     */
    public record Place(Point from, Point to, double weight) {
        /** The value of a measure here, from its values at both checkpoints. */
        public double of(double atFrom, double atTo) {
            return (1 - weight) * atFrom + weight * atTo;
        }

        /** What is retained here. */
        public double y() {
            return of(from.y(), to.y());
        }
    }

    /** Where the path passes x with the highest y; empty where it never does. */
    public Optional<Place> at(double x) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            Point from = points.get(i);
            if (from.x() == x) {
                places.add(new Place(from, from, 0));
            }
            if (i + 1 < points.size() && (from.x() - x) * (points.get(i + 1).x() - x) < 0) {
                Point to = points.get(i + 1);
                places.add(new Place(from, to, (x - from.x()) / (to.x() - from.x())));
            }
        }
        return places.stream().max(Comparator.comparingDouble(Place::y));
    }

    /** How much more this arm retains than the other where both have this x; empty where one never has. */
    public OptionalDouble above(Curve other, double x) {
        Optional<Place> ours = at(x);
        Optional<Place> theirs = other.at(x);
        return ours.isPresent() && theirs.isPresent()
                ? OptionalDouble.of(ours.get().y() - theirs.get().y())
                : OptionalDouble.empty();
    }

    /** The range of x that both arms reached, if any. */
    public Optional<Bounds> shared(Curve other) {
        double low = Math.max(least(), other.least());
        double high = Math.min(greatest(), other.greatest());
        return low <= high ? Optional.of(new Bounds(low, high)) : Optional.empty();
    }

    private double least() {
        return points.stream().mapToDouble(Point::x).min().orElseThrow();
    }

    private double greatest() {
        return points.stream().mapToDouble(Point::x).max().orElseThrow();
    }
}

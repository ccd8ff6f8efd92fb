package org.lungta.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Declared;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Item;
import org.lungta.evidence.Measure;
import org.lungta.evidence.Row;
import org.lungta.statistics.Bounds;
import org.lungta.statistics.Curve;
import org.lungta.statistics.Observation;
import org.lungta.statistics.Point;

/**
 * Two arms item by item, in gains: how much better the first is, on what both measured, where the declaration compares them. Between
 * checkpoints every item is interpolated like its mean:
 *
 * <pre>  value at x = (1 - w) value at the checkpoint before + w value at the one after,   w = (x - x before) / (x after - x before)</pre>
 */
record Pairing(Experiment experiment) {
    /** A place on an arm's curve and the value of a measure there. */
    record Spot(Row from, Row to, double weight) {
        Optional<Double> mean(String measure) {
            return between(
                    from.value(measure).map(v -> v.mean()), to.value(measure).map(v -> v.mean()));
        }

        Map<String, Item> items(String measure) {
            Map<String, Item> after = new HashMap<>();
            to.value(measure).ifPresent(value -> value.items().forEach(item -> after.put(item.id(), item)));
            Map<String, Item> items = new HashMap<>();
            from.value(measure)
                    .ifPresent(value -> value.items()
                            .forEach(item -> between(
                                            Optional.of(item.value()),
                                            Optional.ofNullable(after.get(item.id()))
                                                    .map(Item::value))
                                    .ifPresent(v -> items.put(item.id(), new Item(item.id(), item.cluster(), v)))));
            return items;
        }

        private Optional<Double> between(Optional<Double> before, Optional<Double> after) {
            return before.flatMap(b -> after.map(a -> (1 - weight) * b + weight * a));
        }
    }

    /** Both arms for one seed, and the x at which they are; NaN where they are at their ends. */
    record Pair(String seed, double x, Spot ours, Spot theirs) {}

    /** Where the arms are compared, seed by seed; empty where there is no such place, but for a common start, for any of them. */
    List<Pair> pairs(Declared.Where where, String measure, String arm, String against) {
        Set<String> seeds = new TreeSet<>(experiment.seeds());
        if (seeds.isEmpty()) {
            seeds.add(Row.EVERY_SEED);
        }
        List<Pair> pairs = new ArrayList<>();
        for (String seed : seeds) {
            pair(where, measure, arm, against, seed).ifPresent(pairs::add);
        }
        return pairs;
    }

    private Optional<Pair> pair(Declared.Where where, String measure, String arm, String against, String seed) {
        return switch (where) {
            case END ->
                experiment
                        .last(arm, seed)
                        .flatMap(ours -> experiment
                                .last(against, seed)
                                .map(theirs -> new Pair(seed, Double.NaN, at(ours), at(theirs))));
            case EQUAL_TARGET -> equal(experiment.measure(experiment.axes().target()), measure, arm, against, seed);
            case EQUAL_KL ->
                experiment.axes().kl().flatMap(kl -> equal(experiment.measure(kl), measure, arm, against, seed));
        };
    }

    private static Spot at(Row row) {
        return new Spot(row, row, 0);
    }

    private Optional<Pair> equal(Measure x, String measure, String arm, String against, String seed) {
        Optional<Curve> ours = curve(x.name(), measure, arm, seed);
        Optional<Curve> theirs = curve(x.name(), measure, against, seed);
        if (ours.isEmpty() || theirs.isEmpty() || !moved(arm, seed) || !moved(against, seed)) {
            return Optional.empty();
        }
        Optional<Bounds> shared = ours.get().shared(theirs.get());
        return shared.flatMap(range -> ours.get()
                        .at(range.high())
                        .flatMap(here -> theirs.get()
                                .at(range.high())
                                .map(there -> new Pair(seed, range.high(), spot(here), spot(there)))))
                .filter(pair ->
                        !pair.ours().equals(pair.theirs())); // a start that both left for the worse compares nothing
    }

    /** Whether the arm has a checkpoint of its own for the seed: where it started is another's. */
    private boolean moved(String arm, String seed) {
        return !experiment.checkpoints(arm, seed).isEmpty();
    }

    /** An arm's checkpoints for a seed, from where it started, as (x, gain); a point's name is its row's. */
    Optional<Curve> curve(String x, String y, String arm, String seed) {
        List<Point> points = new ArrayList<>();
        for (Row row : path(arm, seed)) {
            row.value(x)
                    .ifPresent(across -> row.value(y)
                            .ifPresent(up -> points.add(new Point(
                                    row.key().toString(),
                                    across.mean(),
                                    experiment.measure(y).better().gain(up.mean())))));
        }
        return points.isEmpty() ? Optional.empty() : Optional.of(new Curve(arm, points));
    }

    /** An arm's checkpoints for a seed, after the one that it started at. */
    List<Row> path(String arm, String seed) {
        List<Row> path = new ArrayList<>();
        Arm of = experiment.arm(arm);
        of.from().flatMap(start -> experiment.last(start, seed)).ifPresent(path::add);
        path.addAll(experiment.checkpoints(arm, seed));
        return path;
    }

    private Spot spot(Curve.Place place) {
        return new Spot(row(place.from().name()), row(place.to().name()), place.weight());
    }

    private Row row(String name) {
        return experiment.rows().stream()
                .filter(row -> row.key().toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The gains on the items that all seeds have; empty where there are none. */
    List<Observation> gains(List<Pair> pairs, String measure) {
        Set<String> common = null;
        for (Pair pair : pairs) {
            Set<String> ids = new TreeSet<>(pair.ours().items(measure).keySet());
            ids.retainAll(pair.theirs().items(measure).keySet());
            if (common == null) {
                common = ids;
            }
            common.retainAll(ids);
        }
        List<Observation> gains = new ArrayList<>();
        for (Pair pair : pairs) {
            Map<String, Item> ours = pair.ours().items(measure);
            Map<String, Item> theirs = pair.theirs().items(measure);
            for (String id : common) {
                double difference = ours.get(id).value() - theirs.get(id).value();
                gains.add(new Observation(
                        pair.seed(),
                        ours.get(id).cluster(),
                        experiment.measure(measure).better().gain(difference)));
            }
        }
        return gains;
    }
}

package org.lungta.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Measure;
import org.lungta.statistics.Front;
import org.lungta.statistics.Point;
import org.lungta.statistics.RankCorrelation;

/** The planes in which checkpoints are drawn: target and retained skill, KL and retained skill, proxy and what it stands for. */
record Drawings(Experiment experiment) {
    /** Gained against lost, a point a checkpoint, with the front of all. */
    Node front() {
        Measure x = experiment.measure(experiment.axes().target());
        Measure y = experiment.measure(experiment.axes().retained());
        List<Point> best = Front.of(means(x, y)).points();
        List<Plot.Dot> front = best.stream()
                .map(p -> new Plot.Dot(x.better().gain(p.x()), y.better().gain(p.y()), p.name()))
                .toList();
        return plane("Learnt and kept", x, y, front)
                .figure("A point a checkpoint, mean over seeds, joined in the order of training from where the arm"
                        + " started; faint points are single seeds. The stepped line is the front: no checkpoint"
                        + " is better in both than %s."
                                .formatted(best.stream().map(Point::name).collect(Collectors.joining(", or than "))));
    }

    /** Drift and what is left. */
    Optional<Node> drift() {
        return experiment
                .axes()
                .kl()
                .map(kl -> plane(
                                "Moved and kept",
                                experiment.measure(kl),
                                experiment.measure(experiment.axes().retained()),
                                List.of())
                        .figure("Whether what is lost follows how far the model moved, whatever moved it."));
    }

    /** What the reward sees and what it stands for. */
    Optional<Node> proxy() {
        return experiment
                .axes()
                .proxy()
                .flatMap(proxy -> experiment.axes().independent().map(truth -> {
                    Measure x = experiment.measure(proxy);
                    Measure y = experiment.measure(truth);
                    String caption = "What the reward sees against what it stands for and was not optimised. %s"
                            .formatted(correlation(x, y));
                    return plane("Proxy and truth", x, y, List.of()).figure(caption);
                }));
    }

    private String correlation(Measure x, Measure y) {
        List<RankCorrelation.Pair> pairs = new ArrayList<>();
        Checkpoint.learnt(experiment).stream()
                .flatMap(checkpoint -> checkpoint.rows().stream())
                .forEach(row -> row.value(x.name())
                        .ifPresent(a -> row.value(y.name())
                                .ifPresent(b -> pairs.add(new RankCorrelation.Pair(a.mean(), b.mean())))));
        OptionalDouble rho = RankCorrelation.of(pairs);
        return rho.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT, "Rank correlation over %d checkpoints: %.2f.", pairs.size(), rho.getAsDouble());
    }

    private List<Point> means(Measure x, Measure y) {
        List<Point> points = new ArrayList<>();
        for (Checkpoint checkpoint : Checkpoint.learnt(experiment)) {
            checkpoint
                    .summary(x)
                    .ifPresent(a -> checkpoint
                            .summary(y)
                            .ifPresent(b -> points.add(new Point(
                                    checkpoint.name(),
                                    x.better().gain(a.mean()),
                                    y.better().gain(b.mean())))));
        }
        return points;
    }

    private Plot plane(String title, Measure x, Measure y, List<Plot.Dot> front) {
        List<Plot.Series> series =
                Look.of(experiment).stream().map(look -> series(look, x, y)).toList();
        return new Plot(title, axis(x), axis(y), Plot.Size.LARGE, series, front);
    }

    private Plot.Series series(Look look, Measure x, Measure y) {
        List<Plot.Dot> dots = new ArrayList<>();
        List<Plot.Dot> faint = new ArrayList<>();
        for (Checkpoint checkpoint : Checkpoint.learnt(experiment)) {
            if (checkpoint.arm().name().equals(look.arm())) {
                checkpoint
                        .summary(x)
                        .ifPresent(a -> checkpoint
                                .summary(y)
                                .ifPresent(b -> dots.add(new Plot.Dot(a.mean(), b.mean(), checkpoint.name()))));
                if (checkpoint.rows().size() > 1) {
                    checkpoint
                            .rows()
                            .forEach(row -> row.value(x.name())
                                    .ifPresent(a -> row.value(y.name())
                                            .ifPresent(b -> faint.add(new Plot.Dot(
                                                    a.mean(),
                                                    b.mean(),
                                                    row.key().toString())))));
                }
            }
        }
        return new Plot.Series(look, start(look.arm(), x, y), dots, faint, true);
    }

    private Optional<Plot.Dot> start(String arm, Measure x, Measure y) {
        return experiment
                .arm(arm)
                .from()
                .flatMap(from -> Checkpoint.last(experiment).stream()
                        .filter(checkpoint -> checkpoint.arm().name().equals(from))
                        .findFirst())
                .flatMap(start -> start.summary(x)
                        .flatMap(a -> start.summary(y).map(b -> new Plot.Dot(a.mean(), b.mean(), start.name()))));
    }

    private static String axis(Measure measure) {
        String unit = measure.unit().isBlank() ? "" : " (" + measure.unit() + ")";
        return measure.name() + unit + (measure.better() == Measure.Better.HIGHER ? "" : ", lower is better");
    }
}

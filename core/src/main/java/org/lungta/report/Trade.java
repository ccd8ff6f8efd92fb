package org.lungta.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Measure;
import org.lungta.statistics.Front;
import org.lungta.statistics.Point;

/**
 * What an arm paid for what it learnt, of means over seeds:
 *
 * <pre>
 *   gained       = target at the last checkpoint - target where it started
 *   lost         = retained where it started - retained at the last checkpoint
 *   tax          = lost / gained, where something was gained
 *   hypervolume  = the area under the front of its checkpoints, above and to the right of where it started
 *   efficiency   = gained / sqrt(KL at the last checkpoint)
 * </pre>
 */
record Trade(Experiment experiment) {
    /** The scalars of an arm. */
    record Price(double gained, double lost, OptionalDouble tax, double hypervolume, OptionalDouble efficiency) {}

    Optional<Price> of(Arm arm) {
        List<Point> path = path(arm);
        if (arm.from().isEmpty() || path.size() < 2) {
            return Optional.empty();
        }
        Point start = path.get(0);
        Point end = path.get(path.size() - 1);
        double gained = end.x() - start.x();
        double lost = start.y() - end.y();
        OptionalDouble tax = gained > 0 ? OptionalDouble.of(lost / gained) : OptionalDouble.empty();
        double area = Front.of(path).hypervolume(start.x(), start.y());
        return Optional.of(new Price(gained, lost, tax, area, efficiency(arm, gained)));
    }

    private OptionalDouble efficiency(Arm arm, double gained) {
        return experiment
                .axes()
                .kl()
                .map(experiment::measure)
                .flatMap(measure -> end(arm).flatMap(last -> last.summary(measure)))
                .filter(kl -> kl.mean() > 0)
                .map(kl -> OptionalDouble.of(gained / Math.sqrt(kl.mean())))
                .orElse(OptionalDouble.empty());
    }

    /** The means over seeds of an arm's checkpoints in gains, from where it started. */
    List<Point> path(Arm arm) {
        Measure target = experiment.measure(experiment.axes().target());
        Measure retained = experiment.measure(experiment.axes().retained());
        List<Checkpoint> path = new ArrayList<>();
        arm.from().map(experiment::arm).flatMap(this::end).ifPresent(path::add);
        Checkpoint.all(experiment).stream()
                .filter(checkpoint -> checkpoint.arm().equals(arm))
                .forEach(path::add);
        List<Point> points = new ArrayList<>();
        for (Checkpoint checkpoint : path) {
            checkpoint
                    .summary(target)
                    .ifPresent(x -> checkpoint
                            .summary(retained)
                            .ifPresent(y -> points.add(new Point(
                                    checkpoint.name(),
                                    target.better().gain(x.mean()),
                                    retained.better().gain(y.mean())))));
        }
        return points;
    }

    private Optional<Checkpoint> end(Arm arm) {
        return Checkpoint.last(experiment).stream()
                .filter(checkpoint -> checkpoint.arm().equals(arm))
                .findFirst();
    }
}

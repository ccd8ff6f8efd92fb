package org.lungta.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Training;

/** What the journal says of each arm's training: a small drawing a name, each point the mean of several updates and of all seeds. */
record LearningCurves(Experiment experiment) {
    private static final int POINTS = 30;
    private static final int MOST = 18;

    private record Sum(double x, double y, int n) {
        static final Sum ZERO = new Sum(0, 0, 0);

        Sum plus(double atX, double atY) {
            return new Sum(x + atX, y + atY, n + 1);
        }
    }

    List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        experiment
                .appendix()
                .training()
                .forEach(update -> names.addAll(update.values().keySet()));
        return List.copyOf(names);
    }

    /** Of the arms that have curves. */
    List<Look> looks() {
        return Look.of(experiment).stream()
                .filter(look -> experiment.appendix().training().stream()
                        .anyMatch(update -> update.arm().equals(look.arm())))
                .toList();
    }

    List<Node> figures() {
        return names().stream().limit(MOST).map(this::figure).toList();
    }

    /** A word on what was not drawn; empty where everything was. */
    String left() {
        int left = names().size() - MOST;
        return left <= 0
                ? ""
                : "%d more curves are in results.json: %s."
                        .formatted(left, String.join(", ", names().subList(MOST, names().size())));
    }

    private Node figure(String name) {
        List<Plot.Series> series = new ArrayList<>();
        for (Look look : Look.of(experiment)) {
            List<Plot.Dot> dots = dots(look.arm(), name);
            if (!dots.isEmpty()) {
                series.add(new Plot.Series(look, Optional.empty(), dots, List.of(), true));
            }
        }
        return new Plot(name, "update", "", Plot.Size.SMALL, series, List.of()).figure("");
    }

    private List<Plot.Dot> dots(String arm, String name) {
        List<Training> updates = experiment.appendix().training().stream()
                .filter(u -> u.arm().equals(arm) && u.values().containsKey(name))
                .toList();
        int last = updates.stream().mapToInt(Training::step).max().orElse(0);
        int width = Math.max(1, (last + POINTS - 1) / POINTS);
        TreeMap<Integer, Sum> bins = new TreeMap<>();
        for (Training update : updates) {
            double value = update.values().get(name);
            if (Double.isFinite(value)) {
                bins.compute(
                        (update.step() - 1) / width,
                        (bin, sum) -> (sum == null ? Sum.ZERO : sum).plus(update.step(), value));
            }
        }
        return bins.values().stream()
                .map(s -> new Plot.Dot(s.x() / s.n(), s.y() / s.n(), arm))
                .toList();
    }
}

package org.lungta.lexicon;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A pair as two bags, counted {@code weight} times: to model 1 the order of words is nothing. */
record Line(Bag source, Bag target, double weight) {
    private static final Comparator<Line> ORDER =
            Comparator.comparing(Line::source).thenComparing(Line::target).thenComparing(Line::weight);

    Line reversed() {
        return new Line(target, source, weight);
    }

    /** Equal lines made one and all put in an order of their own, so that the order in which they came is forgotten. */
    static List<Line> canonical(List<Line> lines) {
        List<Line> canonical = new ArrayList<>();
        for (Line line : lines.stream().sorted(ORDER).toList()) {
            int last = canonical.size() - 1;
            if (last >= 0
                    && canonical.get(last).source().equals(line.source())
                    && canonical.get(last).target().equals(line.target())) {
                canonical.set(
                        last,
                        new Line(
                                line.source(),
                                line.target(),
                                canonical.get(last).weight() + line.weight()));
            } else {
                canonical.add(line);
            }
        }
        return canonical;
    }
}

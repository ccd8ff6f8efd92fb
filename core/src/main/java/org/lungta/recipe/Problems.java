package org.lungta.recipe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.lungta.check.Refusal;

/** Gathers what is wrong, so that one run of the reader names it all. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    private record Problem(Place place, String message) {}

    void add(Place place, String message) {
        found.add(new Problem(place, message));
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new Refusal(found.stream()
                    .sorted(Comparator.comparing(Problem::place))
                    .map(problem -> problem.place() + ": " + problem.message())
                    .distinct()
                    .collect(Collectors.joining("\n")));
        }
    }
}

package org.lungta.probe;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lungta.corpus.Example;

/** Pairs of which no two share a text: a text that stands twice has two right answers, and retrieval would call one wrong. */
final class Distinct {
    private Distinct() {}

    static List<Example> bySides(List<Example> pairs) {
        Set<String> sources = new HashSet<>();
        Set<String> targets = new HashSet<>();
        return pairs.stream()
                .filter(e -> !sources.contains(e.source().strip())
                        && !targets.contains(e.target().strip()))
                .filter(e ->
                        sources.add(e.source().strip()) | targets.add(e.target().strip()))
                .toList();
    }
}

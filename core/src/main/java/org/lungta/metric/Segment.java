package org.lungta.metric;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;

/** What a system wrote for one item, and the one or more texts that it might have written. */
public record Segment(String hypothesis, List<String> references) {
    public Segment {
        require(hypothesis != null, "a hypothesis is missing: write an empty string for an empty answer");
        references = List.copyOf(references);
        require(!references.isEmpty(), "the hypothesis \"%s\" has no reference: give at least one", hypothesis);
    }

    public Segment(String hypothesis, String reference) {
        this(hypothesis, List.of(reference));
    }

    /** Line i of the hypotheses with line i of the references. */
    public static List<Segment> zip(List<String> hypotheses, List<String> references) {
        require(
                hypotheses.size() == references.size(),
                "%d hypotheses stand against %d references: give one reference for each hypothesis, in the same order",
                hypotheses.size(),
                references.size());
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < hypotheses.size(); i++) {
            segments.add(new Segment(hypotheses.get(i), references.get(i)));
        }
        return List.copyOf(segments);
    }

    /** The {@code nrefs} of a signature: how many references each segment has, or {@code var}. */
    static String referenceCount(List<Segment> segments) {
        List<Integer> counts = segments.stream()
                .map(segment -> segment.references().size())
                .distinct()
                .toList();
        return counts.size() == 1 ? counts.get(0).toString() : "var";
    }
}

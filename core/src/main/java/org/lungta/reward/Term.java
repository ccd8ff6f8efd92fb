package org.lungta.reward;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.Map;

/** A part and the factor that it counts with. */
public record Term(Part part, double weight) {
    public Term {
        require(Double.isFinite(weight), "the weight of %s is %s", part.name(), weight);
    }

    /** The sum over terms of weight and value. */
    static double sum(List<Term> terms, Map<String, Double> values) {
        return terms.stream()
                .mapToDouble(t -> t.weight() * values.get(t.part().name()))
                .sum();
    }

    static List<Part> parts(List<Term> terms) {
        return terms.stream().map(Term::part).toList();
    }
}

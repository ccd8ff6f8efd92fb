package org.lungta.reward;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The weighted mean of parts as one part.
 *
 * <pre>
 *   sum over k of w_k r_k / sum over k of w_k
 * </pre>
 */
public record Mixture(String name, List<Term> terms) implements Part {
    public Mixture {
        terms = List.copyOf(terms);
        require(
                terms.stream().mapToDouble(Term::weight).sum() > 0,
                "the weights of %s add up to nothing: one of them must count",
                name);
    }

    @Override
    public List<List<OptionalDouble>> values(List<Answers> groups) {
        List<List<List<OptionalDouble>>> values =
                terms.stream().map(t -> t.part().values(groups)).toList();
        List<List<OptionalDouble>> mixed = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            List<OptionalDouble> own = new ArrayList<>();
            for (int i = 0; i < groups.get(g).completions().size(); i++) {
                own.add(mean(values, g, i));
            }
            mixed.add(own);
        }
        return mixed;
    }

    private OptionalDouble mean(List<List<List<OptionalDouble>>> values, int g, int i) {
        double sum = 0;
        double weights = 0;
        for (int k = 0; k < terms.size(); k++) {
            OptionalDouble value = values.get(k).get(g).get(i);
            if (value.isEmpty()) {
                return OptionalDouble.empty();
            }
            sum += terms.get(k).weight() * value.getAsDouble();
            weights += terms.get(k).weight();
        }
        return OptionalDouble.of(sum / weights);
    }
}

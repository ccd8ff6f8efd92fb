package org.lungta.reward;

import java.util.ArrayList;
import java.util.List;

/**
 * The gated form: nothing makes up for a gate that is shut.
 *
 * <pre>
 *   R = g sum over k of w_k r_k,   g in {0, 1}
 * </pre>
 *
 * @param gate a part whose values are 0 and 1, such as {@link Spoken}
 */
public record Gated(Part gate, List<Term> terms) implements Reward {
    public Gated {
        terms = List.copyOf(terms);
    }

    @Override
    public List<List<Score>> score(List<Answers> groups) {
        List<Part> parts = new ArrayList<>(Term.parts(terms));
        parts.add(gate);
        return new Parts(parts).scores(groups, values -> values.get(gate.name()) * Term.sum(terms, values));
    }
}

package org.lungta.reward;

import static org.lungta.check.Check.require;

import java.util.List;

/**
 * The additive form, as the paper's (arXiv:2605.14366): what lacks in one part can be made up for by another.
 *
 * <pre>
 *   R = sum over k of w_k r_k
 * </pre>
 */
public record Weighted(List<Term> terms) implements Reward {
    public Weighted {
        require(!terms.isEmpty(), "a reward without parts: give at least one");
        terms = List.copyOf(terms);
    }

    @Override
    public List<List<Score>> score(List<Answers> groups) {
        return new Parts(Term.parts(terms)).scores(groups, values -> Term.sum(terms, values));
    }
}

package org.lungta.reward;

import java.util.ArrayList;
import java.util.List;

/**
 * The source-grounded reward with its safeguards (SG-SRL).
 *
 * <pre>
 *   R = g max(score - sum over k of w_k penalty_k, 0)
 * </pre>
 *
 * @param gate 1 where the output is in the target language, else 0
 * @param score what is optimised: {@link Cosine} against the source, or {@link YesNo}
 * @param penalties length with the factor .20 and repetition with .05, in the paper
 */
public record SgSrl(Part gate, Part score, List<Term> penalties) implements Reward {
    public SgSrl {
        penalties = List.copyOf(penalties);
    }

    /** With the paper's penalties and factors. */
    public static SgSrl standard(Part gate, Part score) {
        return new SgSrl(
                gate,
                score,
                List.of(new Term(LengthPenalty.standard(), 0.20), new Term(RepetitionPenalty.standard(), 0.05)));
    }

    @Override
    public List<List<Score>> score(List<Answers> groups) {
        List<Part> parts = new ArrayList<>(Term.parts(penalties));
        parts.add(gate);
        parts.add(score);
        return new Parts(parts)
                .scores(
                        groups,
                        values -> values.get(gate.name())
                                * Math.max(values.get(score.name()) - Term.sum(penalties, values), 0));
    }
}

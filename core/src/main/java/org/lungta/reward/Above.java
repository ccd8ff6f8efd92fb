package org.lungta.reward;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.OptionalDouble;

/**
 * R_sim (arXiv:2605.14366): what a cosine has above the threshold, as a share of the way to 1.
 *
 * <pre>
 *   R_sim = max(0, (s - tau) / (1 - tau))
 * </pre>
 */
public record Above(Part cosine, double tau) implements Part {
    public Above {
        require(tau < 1, "tau is %s; similarity is at most 1, so nothing could pass it", tau);
    }

    @Override
    public String name() {
        return "similarity";
    }

    @Override
    public List<List<OptionalDouble>> values(List<Answers> groups) {
        return cosine.values(groups).stream()
                .map(group -> group.stream().map(this::above).toList())
                .toList();
    }

    private OptionalDouble above(OptionalDouble s) {
        return s.isPresent() ? OptionalDouble.of(Semantic.thresholded(s.getAsDouble(), tau)) : s;
    }
}

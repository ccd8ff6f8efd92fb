package org.lungta.reward;

import static org.lungta.check.Check.require;

import java.util.List;

/**
 * The product form: every part must be had.
 *
 * <pre>
 *   R = product over k of max(r_k, 0)
 * </pre>
 */
public record Product(List<Part> parts) implements Reward {
    public Product {
        require(!parts.isEmpty(), "a reward without parts: give at least one");
        parts = List.copyOf(parts);
    }

    @Override
    public List<List<Score>> score(List<Answers> groups) {
        return new Parts(parts)
                .scores(
                        groups,
                        values -> values.values().stream()
                                .mapToDouble(v -> Math.max(v, 0))
                                .reduce(1, (a, b) -> a * b));
    }
}

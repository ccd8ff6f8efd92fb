package org.lungta.train;

import java.util.List;
import java.util.Map;
import org.lungta.model.Policy;
import org.lungta.model.PromptGroup;

/**
 * What a step computed and what it spared: the proof that its fast paths ran.
 *
 * @param computed tokens of the learning passes
 * @param headRows rows of the head in them
 */
record Counters(long computed, long headRows) {
    static Counters of(Policy policy) {
        return new Counters(policy.computedTokens(), policy.headRows());
    }

    /** Puts down what was done since {@code before}, over all epochs. */
    void since(Counters before, List<Part> parts, boolean hasReference, Map<String, Double> metrics) {
        List<Part> learning = parts.stream().filter(Part::teaches).toList();
        double passes = learning.stream().mapToInt(p -> p.losses().size()).sum();
        double spared = learning.stream()
                .mapToLong(p -> p.losses().size() * shared(p.batch().sequences().groups()))
                .sum();
        metrics.put("work/learning_tokens", (double) (computed - before.computed));
        metrics.put("work/learning_prompt_tokens_spared", spared);
        metrics.put("work/head_rows", (double) (headRows - before.headRows));
        metrics.put("work/groups_left_out", (double) parts.stream()
                .filter(p -> !p.teaches())
                .mapToInt(p -> p.batch().sequences().groups().size())
                .sum());
        metrics.put("work/reference_passes", hasReference ? passes : 0);
        metrics.put("work/reference_passes_spared", hasReference ? 0 : passes);
    }

    private static long shared(List<PromptGroup> groups) {
        return groups.stream()
                .mapToLong(g -> (long) g.prompt().length() * (g.tails().size() - 1))
                .sum();
    }
}

package org.lungta.memory;

import java.util.List;
import java.util.stream.Stream;
import org.lungta.model.PromptGroup;

/**
 * What a forward computes: tokens, pairs of tokens that attention scores (a prompt with itself, its tails with it and with each
 * other), and tokens that the head scores.
 */
public record Load(long tokens, long pairs, long scored) {
    public static final Load NONE = new Load(0, 0, 0);

    /** A prompt with {@code count} tails of {@code length} tokens. */
    public static Load of(long prompt, long count, long length) {
        long tails = count * length;
        long tokens = prompt + tails;
        return new Load(tokens, count == 1 ? tokens * tokens : prompt * prompt + tails * tokens, tails);
    }

    /** One group. */
    public static Load of(PromptGroup group) {
        long prompt = group.prompt().length();
        long tokens = group.tokens();
        long tails = group.tailTokens();
        return new Load(tokens, group.tails().size() == 1 ? tokens * tokens : prompt * prompt + tails * tokens, tails);
    }

    public static Load of(List<PromptGroup> groups) {
        return groups.stream().map(Load::of).reduce(NONE, Load::plus);
    }

    /** Groups of which what all prompts begin with is computed once. */
    public static Load sharing(List<PromptGroup> groups) {
        long spared = Math.max(0, groups.size() - 1);
        long common = PromptGroup.common(groups);
        Load all = of(groups);
        return new Load(all.tokens - spared * common, all.pairs - spared * common * common, all.scored);
    }

    public Load plus(Load other) {
        return new Load(tokens + other.tokens, pairs + other.pairs, scored + other.scored);
    }

    /** The greatest of each over micro-batches of whole groups within a budget of tokens. */
    public static Load largest(List<Load> groups, long budget) {
        Load largest = NONE;
        Load current = NONE;
        for (Load group : groups) {
            current = current.tokens > 0 && current.tokens + group.tokens > budget ? group : current.plus(group);
            largest = greatest(largest, current);
        }
        return largest;
    }

    /** Each component's greatest. */
    public static Load greatest(Load a, Load b) {
        return Stream.of(a, b)
                .reduce((x, y) -> new Load(
                        Math.max(x.tokens, y.tokens), Math.max(x.pairs, y.pairs), Math.max(x.scored, y.scored)))
                .orElseThrow();
    }
}

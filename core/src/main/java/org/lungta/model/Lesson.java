package org.lungta.model;

import static org.lungta.check.Check.require;

import java.util.Collections;
import java.util.List;
import org.lungta.text.Tokens;

/**
 * Tokens to learn from, prompts included.
 *
 * @param weights what each token counts in the loss, the prompt's first and then tail by tail; nothing predicts the first one
 */
public record Lesson(PromptGroup group, List<Float> weights) {
    public Lesson {
        weights = List.copyOf(weights);
        require(
                weights.size() == group.tokens(),
                "a lesson has %d tokens, but weights for %d",
                group.tokens(),
                weights.size());
        require(
                weights.get(0) == 0,
                "the first token of a lesson has weight %s, but nothing predicts it",
                weights.get(0));
        require(
                weights.stream().allMatch(weight -> weight >= 0 && Float.isFinite(weight)),
                "a token of a lesson has a weight that is negative or no number");
    }

    /** Tokens that fill a row and teach nothing. */
    static Lesson filling(int tokens) {
        return new Lesson(
                new PromptGroup(Tokens.of(new int[tokens]), List.of(Tokens.empty())), Collections.nCopies(tokens, 0f));
    }

    /** How many tokens there are. */
    public int tokens() {
        return weights.size();
    }
}

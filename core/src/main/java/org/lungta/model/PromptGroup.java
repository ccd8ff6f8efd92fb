package org.lungta.model;

import static org.lungta.check.Check.require;

import java.util.Collections;
import java.util.List;
import org.lungta.text.Tokens;

/** A prompt and what follows it, several times: the completions of one prompt, or the questions on one passage. */
public record PromptGroup(Tokens prompt, List<Tokens> tails) {
    public PromptGroup {
        require(prompt.length() > 0, "a prompt without tokens has nothing to continue");
        require(!tails.isEmpty(), "a prompt group without continuations");
        tails = List.copyOf(tails);
    }

    /** A prompt that is to be continued {@code count} times. */
    public static PromptGroup repeated(Tokens prompt, int count) {
        return new PromptGroup(prompt, Collections.nCopies(count, Tokens.empty()));
    }

    /** Whole prompts, of which the longest common beginning is shared. */
    public static PromptGroup sharing(List<Tokens> prompts) {
        int common = prompts.get(0).length();
        for (Tokens prompt : prompts) {
            common = Math.min(common, prompts.get(0).commonPrefix(prompt));
        }
        int shared = common;
        return new PromptGroup(
                prompts.get(0).slice(0, shared),
                prompts.stream().map(p -> p.slice(shared, p.length())).toList());
    }

    /** How many tokens all prompts begin with alike; each keeps its last one for itself. */
    public static int common(List<PromptGroup> groups) {
        if (groups.size() < 2) {
            return 0;
        }
        Tokens first = groups.get(0).prompt();
        int common = first.length() - 1;
        for (PromptGroup group : groups) {
            common = Math.min(common, group.prompt().length() - 1);
            common = Math.min(common, first.commonPrefix(group.prompt()));
        }
        return common;
    }

    /** Tokens that a forward computes: the prompt once, and every tail. */
    public int tokens() {
        return prompt.length() + tailTokens();
    }

    public int tailTokens() {
        return tails.stream().mapToInt(Tokens::length).sum();
    }
}

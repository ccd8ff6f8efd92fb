package org.lungta.audit;

import static org.lungta.check.Check.require;

import java.util.List;
import org.lungta.text.Prompt;

/**
 * A prompt with translations of it that were made in earnest, a person's or a model's.
 *
 * @param asked what the model reads, instruction and source, as text
 * @param material what cheats are made from: the reference, or what the policy itself can write
 */
public record Subject(Prompt prompt, String asked, List<String> honest, String material) {
    /** Cheats are made from the reference. */
    public Subject(Prompt prompt, String asked, List<String> honest) {
        this(prompt, asked, honest, prompt.reference());
    }

    public Subject {
        honest = List.copyOf(honest);
        require(
                !honest.isEmpty(),
                "prompt %s has no honest translation to compare with: sample some from the cold start",
                prompt.id());
    }
}

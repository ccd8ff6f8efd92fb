package org.lungta.train;

import java.util.List;
import org.lungta.model.PromptGroup;
import org.lungta.text.Prompt;

/** The rollouts of one prompt, with their advantages. */
public record Group(Prompt prompt, List<Experience> experience) {
    public Group {
        experience = List.copyOf(experience);
    }

    /** Whether any completion is better or worse than the others. */
    boolean teaches() {
        return experience.stream().anyMatch(e -> e.advantage() != 0);
    }

    /** The prompt once, with its completions. */
    PromptGroup sequences() {
        return new PromptGroup(
                prompt.tokens(),
                experience.stream().map(e -> e.rollout().completion().tokens()).toList());
    }
}

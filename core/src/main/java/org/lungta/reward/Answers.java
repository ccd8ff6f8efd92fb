package org.lungta.reward;

import java.util.List;
import org.lungta.text.Completion;
import org.lungta.text.Prompt;

/** The completions of one prompt, which a reward judges together. */
public record Answers(Prompt prompt, List<Completion> completions) {
    public Answers {
        completions = List.copyOf(completions);
    }
}

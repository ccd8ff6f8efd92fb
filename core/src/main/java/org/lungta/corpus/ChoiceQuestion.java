package org.lungta.corpus;

import static org.lungta.check.Check.require;

import java.util.List;

/**
 * A question about a text, with answers to choose from.
 *
 * @param cluster the id of the first question about the same text
 * @param right the index of the right answer
 */
public record ChoiceQuestion(
        String id, String cluster, String context, String question, List<String> options, int right) {
    public ChoiceQuestion {
        options = List.copyOf(options);
        require(options.size() > 1, "question %s has %d answers to choose from: give two or more", id, options.size());
        require(
                0 <= right && right < options.size(),
                "of question %s answer %d of %d is right",
                id,
                right,
                options.size());
    }
}

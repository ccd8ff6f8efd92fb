package org.lungta.corpus;

import static org.lungta.check.Check.require;

import java.util.List;

/** A question about a {@link Reading} and the answers that count as right, at least one. */
public record Question(String id, String question, List<String> answers) {
    public Question {
        answers = List.copyOf(answers);
        require(!answers.isEmpty(), "question %s has no answers: give at least one", id);
    }
}

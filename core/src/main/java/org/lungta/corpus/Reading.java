package org.lungta.corpus;

import static org.lungta.check.Check.require;

import java.util.List;

/** A text and the questions about it, at least one. */
public record Reading(String id, String context, List<Question> questions) {
    public Reading {
        questions = List.copyOf(questions);
        require(!questions.isEmpty(), "reading %s has no questions: give at least one", id);
    }
}

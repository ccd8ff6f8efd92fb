package org.lungta.lab;

import java.util.List;

/** One thing that the base model learns from or is examined in: a passage of the dominant language and what is to be done with it. */
public sealed interface Schoolwork {
    /** Extractive questions about a passage. */
    record Read(String passage, List<Answered> questions) implements Schoolwork {
        public Read {
            questions = List.copyOf(questions);
        }
    }

    /** A question and its answer, which stands in the passage. */
    record Answered(String question, String answer) {}

    /** The same with four answers to choose from. */
    record Choose(String passage, List<Options> questions) implements Schoolwork {
        public Choose {
            questions = List.copyOf(questions);
        }
    }

    /**
     * A question and its possible answers.
     *
     * @param right index of the right one
     */
    record Options(String question, List<String> answers, int right) {
        public Options {
            answers = List.copyOf(answers);
        }
    }

    /** A passage and its headline. */
    record Headed(String passage, String headline) implements Schoolwork {}

    /** A text alone. */
    record Plain(String text) implements Schoolwork {}
}

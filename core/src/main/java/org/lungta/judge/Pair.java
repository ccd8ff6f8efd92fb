package org.lungta.judge;

/**
 * The outputs of two systems for one prompt.
 *
 * @param id of the prompt
 * @param first of the system whose wins are counted
 */
public record Pair(String id, String source, String reference, String first, String second) {
    Judge.Question question() {
        return new Judge.Question(source, reference, first, second);
    }
}

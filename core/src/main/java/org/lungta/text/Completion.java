package org.lungta.text;

import static org.lungta.check.Check.require;

/**
 * An answer of the model.
 *
 * @param tokens what the model wrote, the end token included when it wrote one
 * @param text the tokens as text, special tokens dropped
 * @param validText whether the tokens spell valid UTF-8 ({@link Tokenizer#isValidText})
 * @param finish why it ended
 */
public record Completion(Tokens tokens, String text, boolean validText, Finish finish) {
    public Completion {
        require(
                tokens != null && text != null && finish != null,
                "a completion lacks its tokens, its text or its finish");
    }
}

package org.lungta.text;

import static org.lungta.check.Check.require;

/**
 * A question to the model: the source text that it carries, the reference to compare answers with, and the tokens of the
 * whole rendered conversation up to the place where the answer starts.
 */
public record Prompt(String id, String source, String reference, Tokens tokens) {
    public Prompt {
        require(id != null && source != null && reference != null && tokens != null, "prompt %s lacks a part", id);
        require(tokens.length() > 0, "prompt %s has no tokens: render it with a chat format first", id);
    }
}

package org.lungta.run;

import org.lungta.corpus.DocumentCut;
import org.lungta.corpus.Example;
import org.lungta.text.ControlTokens;
import org.lungta.text.Tokenizer;

/** What the model is shown of a pair: control tokens broken where the task says so, and a document no longer than it may be. */
record Shown(Recipe.Task task, Tokenizer tokenizer) {
    Example of(Example example) {
        Example safe = switch (task.controlTokens()) {
            case REFUSE -> example;
            case ESCAPE -> example.withTexts(text -> ControlTokens.escape(text, tokenizer));
        };
        return task.headline()
                .map(h -> new DocumentCut(tokenizer, h.tokens()).cut(safe))
                .orElse(safe);
    }
}

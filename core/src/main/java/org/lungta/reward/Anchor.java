package org.lungta.reward;

import org.lungta.text.Prompt;

/** What an output is held against. */
public enum Anchor {
    /** The text that a person wrote. */
    REFERENCE {
        @Override
        String of(Prompt prompt) {
            return prompt.reference();
        }
    },
    /** The text that was to be rendered: no reference is needed, and a copy of it would be perfect; so a language gate is. */
    SOURCE {
        @Override
        String of(Prompt prompt) {
            return prompt.source();
        }
    };

    abstract String of(Prompt prompt);
}

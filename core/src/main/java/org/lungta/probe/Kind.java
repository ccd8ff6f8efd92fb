package org.lungta.probe;

import java.util.Locale;

/** What is wrong with a text that a rule has changed. */
public enum Kind {
    NUMBER,
    NEGATION,
    NAME,
    CLAUSE,
    SAME_LENGTH,
    /** One word in place of another, whatever the language. */
    WORD,
    /** The words in another order; a card has it among the degenerate outputs. */
    SHUFFLED;

    /** As people read it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether one spot of the text was changed; a text of the same length is another one altogether, a shuffled one is no text. */
    public boolean isOneSpot() {
        return this != SAME_LENGTH && this != SHUFFLED;
    }
}

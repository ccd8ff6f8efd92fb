package org.lungta.app;

import org.lungta.check.Refusal;

/** A command line or a recipe that says what cannot be done: exit status 2, where other refusals give 1. */
final class Misuse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misuse(Refusal refusal) {
        super(refusal.getMessage(), refusal);
    }

    /** With {@code %s} in the message for each value. */
    static Misuse misuse(String message, Object... values) {
        return new Misuse(new Refusal(message.formatted(values)));
    }
}

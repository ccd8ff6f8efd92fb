package org.lungta.model;

import static org.lungta.check.Check.require;

/** How far back a layer's tokens see: a token sees itself and the {@code width - 1} before it. */
public record Window(int width) {
    /** Every token before. */
    public static final Window FULL = new Window(Integer.MAX_VALUE);

    public Window {
        require(width >= 1, "a sliding window of %d tokens; it must hold at least the token itself", width);
    }

    /** The first position that the token at {@code position} sees. */
    int first(int position) {
        return width > position ? 0 : position - width + 1;
    }
}

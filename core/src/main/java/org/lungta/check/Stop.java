package org.lungta.check;

/** A request to leave at the next safe place, made by a signal and honoured between tokens and between micro-batches. */
public final class Stop {
    private static volatile boolean requested;

    private Stop() {}

    /** Thrown at a safe place after a request; whoever owns a run saves and leaves. */
    public static final class Requested extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Requested() {
            super("stopped on request");
        }
    }

    public static void request() {
        requested = true;
    }

    /** A safe place: throws {@link Requested} if somebody asked. */
    public static void check() {
        if (requested) {
            throw new Requested();
        }
    }
}

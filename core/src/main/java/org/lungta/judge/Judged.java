package org.lungta.judge;

import org.lungta.judge.Opinion.Choice;

/**
 * A pair that was judged in both orders.
 *
 * @param forward the answer with the first system's output in the first place: A is the first system
 * @param backward the answer with it in the second place: B is the first system
 */
public record Judged(Pair pair, Opinion forward, Opinion backward) {
    /** Who won. */
    public enum Outcome {
        FIRST,
        SECOND,
        TIE
    }

    /** What becomes of a win in one order and a tie in the other. A contradiction is a tie in any case. */
    public enum Resolution {
        /** A tie: only a judgement that both orders share counts. */
        STRICT,
        /** A win. */
        LENIENT
    }

    /** The outcome over both orders. */
    public Outcome outcome(Resolution resolution) {
        int balance = sign(forward.choice()) - sign(backward.choice());
        int needed = resolution == Resolution.STRICT ? 2 : 1;
        if (Math.abs(balance) < needed) {
            return Outcome.TIE;
        }
        return balance > 0 ? Outcome.FIRST : Outcome.SECOND;
    }

    /** Whether both orders gave the same answer. */
    public boolean consistent() {
        return readable() && forward.choice() == backward.choice().swapped();
    }

    /** Whether both answers could be read. */
    public boolean readable() {
        return forward.choice() != Choice.UNPARSEABLE && backward.choice() != Choice.UNPARSEABLE;
    }

    private static int sign(Choice choice) {
        return choice == Choice.A ? 1 : choice == Choice.B ? -1 : 0;
    }
}

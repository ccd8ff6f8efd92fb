package org.lungta.probe;

import java.util.List;
import java.util.Optional;

/**
 * What an encoder can and cannot tell apart, measured on pairs of two languages. All cosines are of the encoder's own embeddings,
 * with nothing centred or rescaled.
 *
 * @param separation cosines of paired sides against those of all other pairs
 * @param margins of the paired sides, see {@link Cosines#margins}
 * @param sensitivity of texts in the language {@code to}
 * @param order whether the language {@code to} is where the original encoder had it, where one was given
 */
public record EncoderCard(
        Subject subject,
        Material material,
        Side from,
        Side to,
        Separation separation,
        Retrieval retrieval,
        List<Minimal> minimal,
        List<Probe> degenerate,
        Moments margins,
        Sensitivity sensitivity,
        Optional<Order> order,
        List<Tau> tau,
        Verdict verdict) {

    /** The encoder; {@code hash} is that of all its files. */
    public record Subject(String name, String hash, String prefix, String pooling, boolean unit, int maxTokens) {}

    /**
     * What it was measured on. Where both languages are one, the sources are the targets in other words, see {@link Rewording}.
     */
    public record Material(String pairs, String hash, String split, String from, String to, int count, long seed) {
        /** Whether both languages are one, as a reward with a reference compares. */
        public boolean within() {
            return from.equals(to);
        }
    }

    /**
     * One language.
     *
     * @param unknown the share of its tokens that the encoder does not know
     * @param cut the share of its texts that are longer than the encoder reads
     * @param hubs how often each text is near to the other language's
     */
    public record Side(String language, double unknown, double cut, Anisotropy anisotropy, Hubness hubs) {}

    /** The share of texts whose own translation is the nearest of all, by cosine and by margin, from one side to the other. */
    public record Retrieval(int among, double forward, double backward, double marginForward, double marginBackward) {}

    /**
     * Wrong texts of one kind against the right ones, held to the text on the other side.
     *
     * @param side the language of the texts that were made wrong
     * @param wins the share where the right text is nearer, ties counted half
     * @param nearness the mean cosine of the wrong text with the right one: what a reward against a reference would pay it
     */
    public record Minimal(String side, Kind kind, int count, double wins, double auc, double gap, double nearness) {}

    /**
     * Degenerate outputs in the language {@code to}.
     *
     * @param beats the share that is at least as near to the source as the right text is
     * @param reaches the share that is nearer than the farthest tenth of right texts is to theirs
     * @param nearness the mean cosine with the right text
     */
    public record Probe(Degenerate kind, int count, double beats, double reaches, double nearness) {}

    /** A threshold, how it was found, and the shares of paired sides below it and of others above it. */
    public record Tau(String found, double tau, double pairedBelow, double othersAbove) {}

    /** Whether the encoder may judge, and why. */
    public record Verdict(boolean passed, List<Finding> findings) {}

    /** The same with a comparison to the encoder that it was made from. */
    public EncoderCard with(Order compared) {
        return new EncoderCard(
                subject,
                material,
                from,
                to,
                separation,
                retrieval,
                minimal,
                degenerate,
                margins,
                sensitivity,
                Optional.of(compared),
                tau,
                verdict);
    }

    /** One figure and its bound. */
    public record Finding(String what, double value, String bound, boolean passed) {}
}

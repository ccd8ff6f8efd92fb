package org.lungta.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/**
 * What two models say of the same tokens, position by position over the whole vocabulary: exact, by chunks of rows, never all tokens'
 * [tokens, vocabulary] at once. Logits are those that the models compute in their own type; all after them is float32.
 *
 * <pre>
 *   forward = sum_v b (log b - log t)      reverse = sum_v t (log t - log b)      TV = sum_v |b - t| / 2
 *   JS      = sum_v ( b (log b - log m) + t (log t - log m) ) / 2,   m = (b + t) / 2
 * </pre>
 */
public final class Divergence {
    private static final int NUMBERS = 1 << 24; // of logits at once
    private static final int ROWS = 256; // at most
    private static final double TINY = 1e-38;

    private Divergence() {}

    /** One scored token; NLL and entropy of the base model and of the tuned one, in nats. */
    public record Position(
            double forward,
            double reverse,
            double js,
            double variation,
            boolean sameTop,
            double baseNll,
            double tunedNll,
            double baseEntropy,
            double tunedEntropy) {}

    /** The part of a position that tells how far a model has departed: KL(base || tuned) and both NLLs, in nats. */
    public record Departed(double forward, double baseNll, double tunedNll) {}

    /** What is made of the logits [n, V] of both and the tokens that came. */
    @FunctionalInterface
    private interface Comparison<T> {
        List<T> of(Tensor base, Tensor tuned, long[] targets);
    }

    /** The positions of a batch's scored tokens, in their order. */
    public static List<Position> of(Merged base, Merged tuned, Sequences sequences) {
        try (BaseStates once = new BaseStates()) {
            return each(base, once, tuned, sequences, Divergence::compared);
        }
    }

    /** The departures of a batch's scored tokens, in their order. */
    public static List<Departed> departures(Merged base, BaseStates states, Merged tuned, Sequences sequences) {
        return each(base, states, tuned, sequences, Divergence::departed);
    }

    private static <T> List<T> each(
            Merged base, BaseStates states, Merged tuned, Sequences sequences, Comparison<T> comparison) {
        return Autograd.inference(() -> {
            Tensor b = states.predictors(base, sequences); // [N, H]
            Tensor t = base == tuned ? b : tuned.predictors(sequences); // [N, H]
            long[] targets = sequences.targets();
            int vocabulary = tuned.decoder().config().sizes().vocabulary();
            int rows = Math.max(1, Math.min(ROWS, NUMBERS / vocabulary));
            List<T> positions = new ArrayList<>();
            for (int from = 0; from < targets.length; from += rows) {
                int start = from;
                int n = Math.min(rows, targets.length - from);
                long[] part = Arrays.copyOfRange(targets, start, start + n);
                positions.addAll(Autograd.inference(() ->
                        comparison.of(base.logits(b.narrow(0, start, n)), tuned.logits(t.narrow(0, start, n)), part)));
            }
            return positions;
        });
    }

    private static List<Departed> departed(Tensor base, Tensor tuned, long[] targets) {
        int n = targets.length;
        Tensor logB = logProbs(base);
        Tensor logT = logProbs(tuned);
        Tensor at = Tensor.of(targets, n, 1);
        float[] forward = kl(logB.exp(), logB, logT).floats();
        float[] nllB = logB.gather(1, at).view(n).neg().floats();
        float[] nllT = logT.gather(1, at).view(n).neg().floats();
        List<Departed> departures = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            departures.add(new Departed(Math.max(0, forward[i]), nllB[i], nllT[i]));
        }
        return departures;
    }

    /** log softmax [n, V] of logits. */
    static Tensor logProbs(Tensor logits) {
        return logits.sub(logits.logSumExpLast().view(logits.size(0), 1));
    }

    /** KL(p || q) [n] of probabilities [n, V] and the logarithms of both. */
    static Tensor kl(Tensor p, Tensor logP, Tensor logQ) {
        return p.mul(logP.sub(logQ)).sum(1);
    }

    /** Of logits [n, V] of both. */
    private static List<Position> compared(Tensor base, Tensor tuned, long[] targets) {
        int n = targets.length;
        Tensor logB = logProbs(base);
        Tensor logT = logProbs(tuned);
        Tensor b = logB.exp();
        Tensor t = logT.exp();
        Tensor logM = b.add(t).mul(0.5).clampMin(TINY).log();
        Tensor at = Tensor.of(targets, n, 1);
        float[] forward = kl(b, logB, logT).floats();
        float[] reverse = kl(t, logT, logB).floats();
        float[] js = b.mul(logB.sub(logM)).add(t.mul(logT.sub(logM))).sum(1).floats();
        float[] variation = b.sub(t).square().sqrt().sum(1).floats();
        long[] topB = base.argmaxLast().longs();
        long[] topT = tuned.argmaxLast().longs();
        float[] nllB = logB.gather(1, at).view(n).neg().floats();
        float[] nllT = logT.gather(1, at).view(n).neg().floats();
        float[] entropyB = b.mul(logB).sum(1).neg().floats();
        float[] entropyT = t.mul(logT).sum(1).neg().floats();
        List<Position> positions = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            positions.add(new Position(
                    Math.max(0, forward[i]),
                    Math.max(0, reverse[i]),
                    Math.max(0, js[i] / 2),
                    variation[i] / 2,
                    topB[i] == topT[i],
                    nllB[i],
                    nllT[i],
                    entropyB[i],
                    entropyT[i]));
        }
        return positions;
    }
}

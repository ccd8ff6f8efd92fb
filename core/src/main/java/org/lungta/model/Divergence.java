package org.lungta.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/**
 * What two models say of the same tokens, position by position over the whole vocabulary: exact, by chunks of rows, never [tokens,
 * vocabulary] at once. Logits are those that the models compute in their own type; all after them is float32.
 *
 * <pre>
 *   forward = sum_v b (log b - log t)      reverse = sum_v t (log t - log b)      TV = sum_v |b - t| / 2
 *   JS      = sum_v ( b (log b - log m) + t (log t - log m) ) / 2,   m = (b + t) / 2
 * </pre>
 */
public final class Divergence {
    private static final int ROWS = 32;
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

    /** The positions of a batch's scored tokens, in their order. */
    public static List<Position> of(Merged base, Merged tuned, Sequences sequences) {
        return Autograd.inference(() -> {
            Tensor b = Pass.Kept.of(base.decoder(), sequences).predictors(); // [N, H]
            Tensor t = Pass.Kept.of(tuned.decoder(), sequences).predictors(); // [N, H]
            long[] targets = sequences.targets();
            List<Position> positions = new ArrayList<>();
            for (int from = 0; from < targets.length; from += ROWS) {
                int start = from;
                int rows = Math.min(ROWS, targets.length - from);
                long[] part = Arrays.copyOfRange(targets, start, start + rows);
                positions.addAll(Autograd.inference(() ->
                        compared(base.logits(b.narrow(0, start, rows)), tuned.logits(t.narrow(0, start, rows)), part)));
            }
            return positions;
        });
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

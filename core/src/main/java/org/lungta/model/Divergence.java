package org.lungta.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;

/**
 * How a changed decoder stands to its base on the same tokens, each scored token of a batch in its order, exact over the whole
 * vocabulary and by chunks of rows.
 *
 * <pre>
 *   base = log b(token)    tuned = log t(token)    kl = KL(b || t) = sum_v b (log b - log t)
 * </pre>
 */
public record Divergence(List<Float> base, List<Float> tuned, List<Float> kl) {
    private static final int MOST_ROWS = 128;
    private static final int MOST_LOGITS = 20_000_000;

    /** Of a decoder with adapters merged into it, or empty for the base itself, which has not moved. */
    public static Divergence of(DecoderWeights base, Optional<Merged> tuned, Sequences sequences) {
        Decoder before = Decoder.of(base, (module, dense) -> dense);
        return Autograd.inference(() -> {
            Tensor hidden = Policy.predictors(before, sequences);
            Tensor moved =
                    tuned.map(t -> Policy.predictors(t.decoder(), sequences)).orElse(hidden);
            Tensor head = tuned.map(t -> t.decoder().weights().head()).orElse(base.head());
            return compare(new Side(hidden, base.head()), new Side(moved, head), sequences.targets());
        });
    }

    /** Hidden states [N, H] and the head that reads them [V, H]. */
    private record Side(Tensor hidden, Tensor head) {
        Tensor logProbs(long start, long rows) {
            return Divergence.logProbs(hidden.narrow(0, start, rows), head);
        }
    }

    /** log softmax(h E^T) [n, V], float32. */
    static Tensor logProbs(Tensor hidden, Tensor head) {
        Tensor logits = hidden.mm(head.transpose(0, 1)).to(DType.FLOAT32);
        return logits.sub(logits.logSumExpLast().view(hidden.size(0), 1));
    }

    /** KL(b || t) [n] of log-probabilities [n, V]. */
    static Tensor kl(Tensor base, Tensor tuned) {
        return base.exp().mul(base.sub(tuned)).sum(1);
    }

    private static Divergence compare(Side base, Side tuned, long[] targets) {
        int chunk =
                (int) Math.max(1, Math.min(MOST_ROWS, MOST_LOGITS / base.head().size(0)));
        List<Float> before = new ArrayList<>();
        List<Float> after = new ArrayList<>();
        List<Float> kl = new ArrayList<>();
        for (int from = 0; from < targets.length; from += chunk) {
            int start = from;
            int rows = Math.min(chunk, targets.length - start);
            Autograd.run(() -> {
                Tensor at = Tensor.of(Arrays.copyOfRange(targets, start, start + rows), rows, 1);
                Tensor b = base.logProbs(start, rows);
                Tensor t = tuned.logProbs(start, rows);
                before.addAll(Floats.list(b.gather(1, at).floats()));
                after.addAll(Floats.list(t.gather(1, at).floats()));
                kl.addAll(Floats.list(kl(b, t).floats()));
            });
        }
        return new Divergence(List.copyOf(before), List.copyOf(after), List.copyOf(kl));
    }
}

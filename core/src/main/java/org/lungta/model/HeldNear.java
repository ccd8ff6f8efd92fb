package org.lungta.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/**
 * Supervised learning that stays near the base: the loss and its gradient at the head, exact over the vocabulary and by chunks of rows.
 *
 * <pre>
 *   loss     = w sum over tokens of  -log p_y + beta KL(q || p)       p: the policy, q: the base
 *   d logits = w ((1 + beta) p - onehot(y) - beta q)
 * </pre>
 *
 * @param head of the policy [V, H]
 * @param base the base's head [V, H]
 * @param rows of the policy's head that learn
 */
record HeldNear(Tensor head, Tensor base, Optional<TokenRows> rows, double beta) {
    private static final int MOST_ROWS = 128;
    private static final int MOST_LOGITS = 20_000_000;

    /** Log-probabilities of targets and KL(q || p), one for each of N, and the gradient of the loss. */
    record Lesson(List<Float> logProbs, List<Float> kl, Head.Gradient gradient) {}

    /** From hidden states [N, H] of the policy and of the base. */
    Lesson lesson(Tensor hidden, Tensor baseHidden, long[] targets, double weight) {
        int chunk = (int) Math.max(1, Math.min(MOST_ROWS, MOST_LOGITS / head.size(0)));
        List<Float> logProbs = new ArrayList<>();
        List<Float> kl = new ArrayList<>();
        List<Tensor> gradients = new ArrayList<>();
        Optional<Tensor> byRow = rows.map(r -> Tensor.zeros(head.dtype().wide(), r.count(), head.size(1)));
        for (int from = 0; from < targets.length; from += chunk) {
            int start = from;
            int count = Math.min(chunk, targets.length - from);
            Tensor at = Tensor.of(Arrays.copyOfRange(targets, from, from + count), count, 1);
            gradients.add(Autograd.keep(() -> {
                Tensor own = hidden.narrow(0, start, count);
                Tensor now = logProbs(own, head); // [n, V]
                Tensor before = logProbs(baseHidden.narrow(0, start, count), base); // [n, V]
                logProbs.addAll(Floats.list(now.gather(1, at).floats()));
                kl.addAll(Floats.list(Divergence.kl(before.exp(), before, now).floats()));
                return backward(byLogits(now, before, at, weight), own, byRow);
            }));
        }
        return new Lesson(logProbs, kl, new Head.Gradient(Tensor.cat(gradients, 0), byRow));
    }

    /** log softmax(h E^T) [n, V]. */
    private static Tensor logProbs(Tensor hidden, Tensor head) {
        return Divergence.logProbs(
                hidden.mm(head.transpose(0, 1)).to(head.dtype().wide()));
    }

    private Tensor byLogits(Tensor now, Tensor before, Tensor at, double weight) {
        return now.exp()
                .mul(weight * (1 + beta))
                .sub(before.exp().mul(weight * beta))
                .scatterAddInPlace(1, at, Tensor.full(-weight, now.dtype(), at.size(0), 1));
    }

    private Tensor backward(Tensor byLogits, Tensor hidden, Optional<Tensor> byRow) {
        byRow.ifPresent(sum -> Autograd.run(
                () -> sum.addInPlace(rows.orElseThrow().columns(byLogits).mm(hidden.to(byLogits.dtype())))));
        return byLogits.to(head.dtype()).mm(head);
    }
}

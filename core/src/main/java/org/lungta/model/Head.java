package org.lungta.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;

/**
 * log softmax(h E^T / temperature) at the targets, and its gradient with respect to h, by chunks of rows: never [tokens,
 * vocabulary] at once, never a gradient of the frozen E.
 *
 * <pre>
 *   d log p_y / d h = (onehot(y) - p) E / temperature
 * </pre>
 */
final class Head {
    private static final int CHUNK = 128;

    private final Tensor embedding;
    private final double temperature;

    Head(Tensor embedding, double temperature) {
        this.embedding = embedding;
        this.temperature = temperature;
    }

    /**
     * Log-probabilities and entropies [N], float32, of targets [N] under hidden states [N, H].
     */
    Scores scores(Tensor hidden, long[] targets) {
        List<Tensor> logProbs = new ArrayList<>();
        List<Tensor> entropies = new ArrayList<>();
        for (int from = 0; from < targets.length; from += CHUNK) {
            int start = from;
            int rows = Math.min(CHUNK, targets.length - start);
            long[] part = Arrays.copyOfRange(targets, start, start + rows);
            float[][] chunk = Autograd.inference(() -> chunkScores(hidden.narrow(0, start, rows), part));
            logProbs.add(Tensor.of(chunk[0], rows));
            entropies.add(Tensor.of(chunk[1], rows));
        }
        return new Scores(Tensor.cat(logProbs, 0), Tensor.cat(entropies, 0));
    }

    /** Two tensors [N]. */
    record Scores(Tensor logProbs, Tensor entropies) {}

    private float[][] chunkScores(Tensor hidden, long[] targets) {
        Tensor logits = logits(hidden); // [n, V]
        Tensor normaliser = logits.logSumExpLast(); // [n, 1]
        Tensor at = Tensor.of(targets, targets.length, 1);
        float[] logProbs = logits.gather(1, at).sub(normaliser).floats();
        Tensor probabilities = logits.sub(normaliser).expInPlace();
        float[] entropies = normaliser
                .view(targets.length)
                .sub(probabilities.mulInPlace(logits).sum(1))
                .floats();
        return new float[][] {logProbs, entropies};
    }

    /** The gradient [N, H] with respect to the hidden states, given the loss's gradient [N] with respect to the log-probabilities. */
    Tensor gradient(Tensor hidden, long[] targets, Tensor lossGradient) {
        List<Tensor> parts = new ArrayList<>();
        for (int from = 0; from < targets.length; from += CHUNK) {
            int start = from;
            int rows = Math.min(CHUNK, targets.length - start);
            long[] part = Arrays.copyOfRange(targets, start, start + rows);
            parts.add(Autograd.keep(
                    () -> chunkGradient(hidden.narrow(0, start, rows), part, lossGradient.narrow(0, start, rows))));
        }
        return Tensor.cat(parts, 0);
    }

    private Tensor chunkGradient(Tensor hidden, long[] targets, Tensor lossGradient) {
        Tensor logits = logits(hidden); // [n, V]
        Tensor weights = lossGradient.mul(1 / temperature).view(targets.length, 1);
        Tensor byLogits = logits.subInPlace(logits.logSumExpLast()).expInPlace().mulInPlace(weights.neg());
        byLogits.scatterAddInPlace(1, Tensor.of(targets, targets.length, 1), weights);
        return byLogits.to(hidden.dtype()).mm(embedding);
    }

    private Tensor logits(Tensor hidden) {
        Tensor logits = hidden.linear(embedding).to(DType.FLOAT32);
        return temperature == 1 ? logits : logits.mulInPlace(1 / temperature);
    }
}

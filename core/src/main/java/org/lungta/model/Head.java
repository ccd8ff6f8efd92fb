package org.lungta.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;

/**
 * log softmax(h E^T / temperature) at the targets, and its gradient with respect to h, by chunks of rows: never [tokens,
 * vocabulary] at once, never a gradient of the frozen E. The memory of a chunk is kept from call to call, since fresh memory of
 * that size costs more than what is computed in it; the owner closes it.
 *
 * <pre>
 *   d log p_y / d h = (onehot(y) - p) E / temperature
 * </pre>
 */
final class Head implements AutoCloseable {
    private static final int MOST_ROWS = 128;
    private static final int MOST_LOGITS = 20_000_000; // 80 MB of float32, twice over

    private final Tensor embedding;
    private final int chunk;
    private final Optional<? extends HeadRows> rows;
    private Optional<Scratch> scratch = Optional.empty();

    /**
     * A head.
     *
     * @param rows of E that learn
     */
    Head(Tensor embedding, Optional<? extends HeadRows> rows) {
        this.embedding = embedding;
        this.rows = rows;
        this.chunk = (int) Math.max(1, Math.min(MOST_ROWS, MOST_LOGITS / embedding.size(0)));
    }

    /** Room for the logits [n, V] of a chunk: in the type of E, and twice in float32. */
    private record Scratch(Tensor product, Tensor logits, Tensor exponentials) {
        static Scratch of(DType type, long rows, long vocabulary) {
            Tensor logits = Autograd.own(() -> Tensor.zeros(type.wide(), rows, vocabulary));
            return new Scratch(
                    type == type.wide() ? logits : Autograd.own(() -> Tensor.zeros(type, rows, vocabulary)),
                    logits,
                    Autograd.own(() -> Tensor.zeros(type.wide(), rows, vocabulary)));
        }

        /** The first rows of each. */
        Scratch first(long rows) {
            Tensor part = logits.narrow(0, 0, rows);
            return new Scratch(
                    product == logits ? part : product.narrow(0, 0, rows), part, exponentials.narrow(0, 0, rows));
        }

        void close() {
            if (product != logits) {
                product.close();
            }
            logits.close();
            exponentials.close();
        }
    }

    /** Two tensors [N]. */
    record Scores(Tensor logProbs, Tensor entropies) {}

    /** Log-probabilities and entropies [N], float32, of targets [N] under hidden states [N, H]; without gradients. */
    Scores scores(Tensor hidden, long[] targets, double temperature) {
        Tensor values = hidden.detach();
        List<Tensor> parts = new ArrayList<>();
        for (int from = 0; from < targets.length; from += chunk) {
            int start = from;
            int rows = Math.min(chunk, targets.length - start);
            long[] part = Arrays.copyOfRange(targets, start, start + rows);
            Scratch room = room(rows);
            parts.add(Autograd.keep(
                    () -> chunkScores(values.narrow(0, start, rows), part, temperature, room.first(rows))));
        }
        Tensor both = Tensor.cat(parts, 1); // [2, N]
        return new Scores(
                both.narrow(0, 0, 1).view(targets.length), both.narrow(0, 1, 1).view(targets.length));
    }

    /** With x the logits less their greatest: log p = x_y - log sum e^x; entropy = log sum e^x - sum x e^x / sum e^x. */
    private Tensor chunkScores(Tensor hidden, long[] targets, double temperature, Scratch room) {
        Tensor x = shifted(hidden, temperature, room); // [n, V]
        Tensor atTargets = x.gather(1, Tensor.of(targets, targets.length, 1)).view(targets.length);
        Tensor e = room.exponentials().copyInPlace(x).expInPlace();
        Tensor sum = e.sum(1);
        Tensor logSum = sum.log();
        Tensor entropies = logSum.sub(e.mulInPlace(x).sum(1).div(sum));
        return Tensor.cat(
                List.of(atTargets.sub(logSum).view(1, targets.length), entropies.view(1, targets.length)), 0); // [2, n]
    }

    /**
     * Scores, and what each log-probability's own gradient is, before anyone knows what weighs it: with respect to the hidden states
     * [N, H], and the columns of its logits' gradient that belong to rows of E that learn [n, N].
     */
    record Slopes(Scores scores, Tensor byHidden, Optional<Tensor> columns) {}

    /** One pass for all of it: no objective needs the logits twice, since a loss reaches them only through the log-probabilities. */
    Slopes slopes(Tensor hidden, long[] targets, double temperature) {
        List<Tensor> logProbs = new ArrayList<>();
        List<Tensor> entropies = new ArrayList<>();
        List<Tensor> byHidden = new ArrayList<>();
        List<Tensor> columns = new ArrayList<>();
        for (int from = 0; from < targets.length; from += chunk) {
            int count = Math.min(chunk, targets.length - from);
            Scratch room = room(count).first(count);
            Tensor at = Tensor.of(Arrays.copyOfRange(targets, from, from + count), count, 1);
            Tensor x = shifted(hidden.narrow(0, from, count), temperature, room); // [n, V]
            Tensor e = room.exponentials().copyInPlace(x).expInPlace();
            Tensor sum = e.sum(1); // [n]
            Tensor logSum = sum.log();
            logProbs.add(x.gather(1, at).view(count).sub(logSum));
            entropies.add(logSum.sub(x.mulInPlace(e).sum(1).div(sum)));
            Tensor byLogits = e.divInPlace(sum.mul(-temperature).view(count, 1));
            byLogits.scatterAddInPlace(1, at, Tensor.full(1 / temperature, byLogits.dtype(), count, 1));
            rows.ifPresent(r -> columns.add(r.columns(byLogits)));
            byHidden.add(narrowed(byLogits, room).mm(embedding));
        }
        return new Slopes(
                new Scores(Tensor.cat(logProbs, 0), Tensor.cat(entropies, 0)),
                Tensor.cat(byHidden, 0),
                rows.map(r -> Tensor.cat(columns, 1)));
    }

    /** With respect to the hidden states [N, H], and to the rows of E that learn [n, H], where some do. */
    record Gradient(Tensor hidden, Optional<Tensor> rows) {}

    /** The loss's gradient, given that with respect to the log-probabilities [N]: each one's slope times that, and d E = (d logits)^T h. */
    static Gradient gradient(Slopes slopes, Tensor hidden, Tensor lossGradient) {
        Tensor byHidden = slopes.byHidden().to(lossGradient.dtype()).mul(lossGradient.view(-1, 1));
        return new Gradient(
                byHidden.to(hidden.dtype()),
                slopes.columns().map(c -> c.mul(lossGradient).mm(hidden.to(lossGradient.dtype()))));
    }

    /** Log-probabilities [N] of targets, and the gradient of their weighted sum. */
    record Lesson(Tensor logProbs, Gradient gradient) {}

    /** Both in one pass, where the gradient with respect to the log-probabilities is one number known beforehand. */
    Lesson lesson(Tensor hidden, long[] targets, double weight) {
        return lesson(hidden, targets, Tensor.full(weight, embedding.dtype().wide(), targets.length));
    }

    /** The same where it is known for each of them, weights [N]. */
    Lesson lesson(Tensor hidden, long[] targets, Tensor weights) {
        List<Tensor> logProbs = new ArrayList<>();
        List<Tensor> gradients = new ArrayList<>();
        Optional<Tensor> byRow = byRow();
        for (int from = 0; from < targets.length; from += chunk) {
            int count = Math.min(chunk, targets.length - from);
            Tensor at = Tensor.of(Arrays.copyOfRange(targets, from, from + count), count, 1);
            Tensor weight = weights.narrow(0, from, count).view(count, 1);
            Scratch room = room(count).first(count);
            Tensor own = hidden.narrow(0, from, count);
            Tensor x = shifted(own, 1, room); // [n, V]
            Tensor atTargets = x.gather(1, at);
            Tensor sum = x.expInPlace().sum(1).view(count, 1);
            logProbs.add(atTargets.sub(sum.log()).view(count));
            Tensor byLogits = x.mulInPlace(weight.neg().div(sum)); // [n, V]
            byLogits.scatterAddInPlace(1, at, weight);
            gradients.add(backward(byLogits, own, byRow, room));
        }
        return new Lesson(Tensor.cat(logProbs, 0), new Gradient(Tensor.cat(gradients, 0), byRow));
    }

    private Optional<Tensor> byRow() {
        return rows.map(r -> Tensor.zeros(embedding.dtype().wide(), r.count(), embedding.size(1)));
    }

    /** From logits [n, V] to hidden states [n, H], and, added up, to the learning rows: d E = (d logits)^T h. */
    private Tensor backward(Tensor byLogits, Tensor hidden, Optional<Tensor> byRow, Scratch room) {
        byRow.ifPresent(sum -> Autograd.run(
                () -> sum.addInPlace(rows.orElseThrow().columns(byLogits).mm(hidden.to(byLogits.dtype())))));
        return narrowed(byLogits, room).mm(embedding);
    }

    private static Tensor narrowed(Tensor byLogits, Scratch room) {
        return room.product() == room.logits() ? byLogits : room.product().copyInPlace(byLogits);
    }

    /** h E^T / temperature less each row's greatest, in the room for it. */
    private Tensor shifted(Tensor hidden, double temperature, Scratch room) {
        hidden.mmInto(embedding.transpose(0, 1), room.product());
        Tensor x = room.logits();
        if (room.product() != x) {
            x.copyInPlace(room.product());
        }
        if (temperature != 1) {
            x.mulInPlace(1 / temperature);
        }
        return x.subInPlace(x.maxLast());
    }

    private Scratch room(int rows) {
        if (scratch.isEmpty() || scratch.get().logits().size(0) < rows) {
            close();
            scratch = Optional.of(Scratch.of(embedding.dtype(), rows, embedding.size(0)));
        }
        return scratch.get();
    }

    @Override
    public void close() {
        scratch.ifPresent(Scratch::close);
        scratch = Optional.empty();
    }
}

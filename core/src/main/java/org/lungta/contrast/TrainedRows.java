package org.lungta.contrast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lungta.model.Embedder;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;
import org.lungta.train.AdamW;

/**
 * Rows of an encoder's table that are trained, each with its own AdamW moments and its own count of updates. A step touches the rows
 * that its texts read and no others, so a table of 250,000 rows costs no more than one of 1,000. Its owner closes it.
 *
 * <pre>
 *   m = b1 m + (1 - b1) g,  v = b2 v + (1 - b2) g^2
 *   w = w - rate (decay w + (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + e)),  t counted for each row
 * </pre>
 */
final class TrainedRows implements AutoCloseable {
    private static final int FROZEN = -1;
    private static final Leaf NONE = new Leaf(new long[0], new long[0], new int[0], Optional.empty());

    private final Tensor table;
    private final int[] slots;
    private final Tensor rows;
    private final Tensor values;
    private final Tensor mean;
    private final Tensor square;
    private final Tensor steps;
    private Leaf leaf = NONE;

    /** The rows of one step: ids of those that learn, and their values as a leaf. */
    private static final class Leaf {
        private final long[] learning;
        private final long[] resting;
        private final int[] place;
        private final Optional<Tensor> tensor;

        Leaf(long[] learning, long[] resting, int[] place, Optional<Tensor> tensor) {
            this.learning = learning;
            this.resting = resting;
            this.place = place;
            this.tensor = tensor;
        }
    }

    /** @param trained the numbers of the rows */
    TrainedRows(Tensor table, IntStream trained) {
        this.table = table;
        this.slots = new int[(int) table.size(0)];
        Arrays.fill(slots, FROZEN);
        long[] ids = trained.sorted().distinct().asLongStream().toArray();
        for (int i = 0; i < ids.length; i++) {
            slots[(int) ids[i]] = i;
        }
        this.rows = Autograd.own(() -> Tensor.of(ids, ids.length));
        this.values = Autograd.own(() -> table.indexSelect(0, rows));
        this.mean = Autograd.own(() -> Tensor.zeros(DType.FLOAT32, values.shape()));
        this.square = Autograd.own(() -> Tensor.zeros(DType.FLOAT32, values.shape()));
        this.steps = Autograd.own(() -> Tensor.zeros(DType.FLOAT32, ids.length));
    }

    int count() {
        return (int) rows.numel();
    }

    /** Begins a step with texts that read these rows; the rows' vectors, of which those that are trained collect gradients. */
    Embedder.Lookup begin(List<Tokens> texts) {
        int[] used = texts.stream()
                .flatMapToInt(t -> Arrays.stream(t.toArray()))
                .sorted()
                .distinct()
                .toArray();
        long[] learning = Arrays.stream(used)
                .filter(id -> slots[id] != FROZEN)
                .asLongStream()
                .toArray();
        long[] resting = Arrays.stream(used)
                .filter(id -> slots[id] == FROZEN)
                .asLongStream()
                .toArray();
        int[] place = new int[slots.length];
        for (int i = 0; i < resting.length; i++) {
            place[(int) resting[i]] = i;
        }
        for (int i = 0; i < learning.length; i++) {
            place[(int) learning[i]] = resting.length + i;
        }
        Optional<Tensor> tensor = learning.length == 0
                ? Optional.empty()
                : Optional.of(Autograd.own(() -> table.indexSelect(0, Tensor.of(learning, learning.length)))
                        .trainable());
        leaf = new Leaf(learning, resting, place, tensor);
        return this::lookup;
    }

    private Tensor lookup(long[] ids) {
        List<Tensor> all = new ArrayList<>();
        if (leaf.resting.length > 0) {
            all.add(table.indexSelect(0, Tensor.of(leaf.resting, leaf.resting.length)));
        }
        leaf.tensor.ifPresent(all::add);
        long[] local = Arrays.stream(ids).map(id -> leaf.place[(int) id]).toArray();
        return Tensor.cat(all, 0).indexSelect(0, Tensor.of(local, local.length));
    }

    /** The square of the norm of the step's gradient. */
    double squaredNorm() {
        return Autograd.inference(
                () -> gradient().map(g -> Math.pow(g.norm(), 2)).orElse(0.0));
    }

    private Optional<Tensor> gradient() {
        return leaf.tensor.map(Tensor::grad);
    }

    /** Updates the step's rows, in the table too, and ends the step. */
    void update(double rate, double clip, double decay) {
        Autograd.run(() -> gradient().filter(g -> rate > 0).ifPresent(g -> move(g.mul(clip), rate, decay)));
        end();
    }

    /** Ends the step and forgets its gradient. */
    void end() {
        leaf.tensor.ifPresent(Tensor::close);
        leaf = NONE;
    }

    private void move(Tensor gradient, double rate, double decay) {
        long[] ids = leaf.learning;
        Tensor slot = Tensor.of(Arrays.stream(ids).map(id -> slots[(int) id]).toArray(), ids.length);
        Tensor counts = steps.indexSelect(0, slot).add(1);
        Tensor m = mean.indexSelect(0, slot).mul(AdamW.BETA1).add(gradient.mul(1 - AdamW.BETA1));
        Tensor v = square.indexSelect(0, slot)
                .mul(AdamW.BETA2)
                .add(gradient.square().mul(1 - AdamW.BETA2));
        Tensor direction = m.div(correction(AdamW.BETA1, counts))
                .div(v.div(correction(AdamW.BETA2, counts)).sqrt().add(AdamW.EPSILON));
        Tensor moved = leaf.tensor.orElseThrow().detach().mul(1 - rate * decay).sub(direction.mul(rate));
        steps.indexCopyInPlace(0, slot, counts);
        mean.indexCopyInPlace(0, slot, m);
        square.indexCopyInPlace(0, slot, v);
        values.indexCopyInPlace(0, slot, moved);
        table.indexCopyInPlace(0, Tensor.of(ids, ids.length), moved);
    }

    /** 1 - beta^t [k, 1]. */
    private static Tensor correction(double beta, Tensor counts) {
        return counts.mul(Math.log(beta)).exp().neg().add(1).view(counts.numel(), 1);
    }

    /** Values, moments and counts, to save and to restore; after restoring call {@link #publish}. */
    Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put("rows.values", values);
        state.put("rows.exp_avg", mean);
        state.put("rows.exp_avg_sq", square);
        state.put("rows.step", steps);
        return state;
    }

    /** Writes restored values into the table. */
    void publish() {
        Autograd.run(() -> table.indexCopyInPlace(0, rows, values));
    }

    @Override
    public void close() {
        state().values().forEach(Tensor::close);
        rows.close();
    }
}

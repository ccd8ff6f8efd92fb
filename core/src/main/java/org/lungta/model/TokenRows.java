package org.lungta.model;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/**
 * Rows of a table, the embedding or the head, that learn while all others stand still, as PEFT's {@code trainable_token_indices}
 * has them: they replace the frozen rows; in an embedding that is tied to the head, there too. The gradient from the embedding
 * comes by autograd, that from the head by hand, since no gradient of the whole head is ever made. Lives for a run; its owner closes it.
 *
 * <pre>
 *   E' = E with row ids[i] replaced by values[i]
 * </pre>
 */
public final class TokenRows implements HeadRows, AutoCloseable {
    private final List<Integer> ids;
    private final Map<Integer, Integer> places = new HashMap<>();
    private final Tensor values;
    private final double share;

    private TokenRows(List<Integer> ids, Tensor values, double share) {
        this.ids = List.copyOf(ids);
        this.values = values;
        this.share = share;
        for (int i = 0; i < ids.size(); i++) {
            require(places.put(ids.get(i), i) == null, "token %d learns twice", ids.get(i));
        }
    }

    /** The rows as they stand in a table [V, H]. */
    static TokenRows of(List<Integer> ids, Tensor table) {
        requireRows(ids, table);
        return new TokenRows(
                ids,
                Autograd.own(() -> table.indexSelect(0, index(ids))
                        .to(table.dtype().wide())
                        .copy()),
                1);
    }

    /** Rows of a table [V, H] whose values [n, H] are given in row order. */
    static TokenRows make(List<Integer> ids, Tensor table, float[] values) {
        requireRows(ids, table);
        long width = table.size(1);
        require(
                values.length == ids.size() * width,
                "%d values for %d token rows of %d: the adapter belongs to another model",
                values.length,
                ids.size(),
                width);
        return new TokenRows(
                ids,
                Autograd.own(() ->
                        Tensor.of(values, ids.size(), width).to(table.dtype().wide())),
                1);
    }

    private static void requireRows(List<Integer> ids, Tensor table) {
        long rows = table.size(0);
        ids.forEach(id -> require(
                0 <= id && id < rows,
                "token %d learns, but the model has only %d rows: it was not extended",
                id,
                rows));
    }

    /** An independent copy that does not learn. */
    TokenRows frozenCopy() {
        return new TokenRows(ids, Autograd.own(() -> values.detach().copy()), share);
    }

    /** The same rows and the same memory on the way from the frozen rows (0) to these (1); it does not learn. */
    TokenRows scaled(double lambda) {
        return new TokenRows(ids, Autograd.own(values::detach), share * lambda);
    }

    public List<Integer> ids() {
        return ids;
    }

    /** [n, H], float32. */
    public Tensor values() {
        return values;
    }

    /** Writes the rows into a table [V, H] that holds the frozen ones. */
    void writeInto(Tensor table, Tensor frozen) {
        Autograd.run(() -> {
            Tensor index = index(ids);
            Tensor learnt = values.detach();
            if (share != 1) {
                Tensor before = frozen.indexSelect(0, index).to(learnt.dtype());
                learnt = before.add(learnt.sub(before).mul(share));
            }
            table.indexCopyInPlace(0, index, learnt.to(table.dtype()));
        });
    }

    /** A matrix [V, H] with the rows in it; the matrix itself stays as it is. */
    public Tensor replacedIn(Tensor frozen) {
        Tensor table = frozen.copy();
        writeInto(table, frozen);
        return table;
    }

    /** The embeddings x [T, H] of these tokens with the learning rows in their places, so that gradients reach them. */
    Tensor lookUp(Tensor x, long[] tokens) {
        List<Integer> at = new ArrayList<>();
        List<Integer> row = new ArrayList<>();
        for (int t = 0; t < tokens.length; t++) {
            Integer place = places.get((int) tokens[t]);
            if (place != null) {
                at.add(t);
                row.add(place);
            }
        }
        return at.isEmpty()
                ? x
                : x.indexCopy(0, index(at), values.indexSelect(0, index(row)).to(x.dtype()));
    }

    @Override
    public int count() {
        return ids.size();
    }

    @Override
    public Tensor columns(Tensor byLogits) {
        return byLogits.indexSelect(1, index(ids)).transpose(0, 1);
    }

    /** Adds a gradient [n, H] to what autograd collects. */
    void addGradient(Tensor gradient) {
        values.mul(gradient).sum().backward();
    }

    private static Tensor index(List<Integer> ids) {
        long[] index = ids.stream().mapToLong(Integer::longValue).toArray();
        return Tensor.of(index, index.length);
    }

    @Override
    public void close() {
        values.close();
    }
}

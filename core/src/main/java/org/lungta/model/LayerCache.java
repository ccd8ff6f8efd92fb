package org.lungta.model;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;

/** The keys and values of one layer in a generation; mutable, closed with its {@link DecodeCache}. */
final class LayerCache implements AutoCloseable {
    private Tensor promptKeys; // [n K, D, P]
    private Tensor promptValues; // [n K, P, D]
    private Tensor ownKeys; // [n K G, C, D]
    private Tensor ownValues; // [n K G, C, D]

    private LayerCache(Tensor promptKeys, Tensor promptValues, Tensor ownKeys, Tensor ownValues) {
        this.promptKeys = promptKeys;
        this.promptValues = promptValues;
        this.ownKeys = ownKeys;
        this.ownValues = ownValues;
    }

    /**
     * Sorts the prefill's flat rows into place.
     *
     * @param prompt for each group and place the flat row, or -1
     * @param own for each slot and place the flat row, or -1
     */
    static LayerCache of(Tensor keys, Tensor values, long[][] prompt, long[][] own, int slots) {
        long heads = keys.size(1);
        long size = keys.size(2);
        int groups = prompt.length;
        int promptRoom = prompt[0].length;
        int room = own[0].length;
        Tensor nothing = Tensor.zeros(keys.dtype(), 1, heads, size);
        Tensor k = Tensor.cat(List.of(keys, nothing), 0);
        Tensor v = Tensor.cat(List.of(values, nothing), 0);
        Tensor promptIndex = index(prompt, keys.size(0));
        Tensor ownIndex = index(own, keys.size(0));
        return new LayerCache(
                Autograd.own(() -> k.indexSelect(0, promptIndex)
                        .view(groups, promptRoom, heads, size)
                        .permute(0, 2, 3, 1)
                        .contiguous()
                        .view(groups * heads, size, promptRoom)),
                Autograd.own(() -> v.indexSelect(0, promptIndex)
                        .view(groups, promptRoom, heads, size)
                        .permute(0, 2, 1, 3)
                        .contiguous()
                        .view(groups * heads, promptRoom, size)),
                Autograd.own(() -> byHead(k.indexSelect(0, ownIndex), groups, slots, room, heads, size)),
                Autograd.own(() -> byHead(v.indexSelect(0, ownIndex), groups, slots, room, heads, size)));
    }

    private static Tensor index(long[][] rows, long absent) {
        long[] flat = Arrays.stream(rows)
                .flatMapToLong(Arrays::stream)
                .map(row -> row < 0 ? absent : row)
                .toArray();
        return Tensor.of(flat, flat.length);
    }

    private static Tensor byHead(Tensor flat, int groups, int slots, int room, long heads, long size) {
        return flat.view(groups, slots, room, heads, size)
                .permute(0, 3, 1, 2, 4)
                .contiguous()
                .view(groups * heads * slots, room, size);
    }

    DType type() {
        return ownKeys.dtype();
    }

    /** Writes keys and values [B K, D] at flat places of [n K G C, D]. */
    void write(Tensor places, Tensor keys, Tensor values) {
        long size = ownKeys.size(2);
        ownKeys.view(-1, size).indexCopyInPlace(0, places, keys);
        ownValues.view(-1, size).indexCopyInPlace(0, places, values);
    }

    /**
     * softmax of the scores on the prompt and on the own tokens, side by side.
     *
     * @param queries [n G, N D], scaled
     * @param mask [n, 1, G, 1, P + C]
     * @return [n G, N D]
     */
    Tensor attend(Tensor queries, Tensor mask, int groups, int slots, int sharing) {
        long size = ownKeys.size(2);
        long heads = ownKeys.size(0) / ((long) groups * slots);
        long prompt = promptKeys.size(2);
        long room = ownKeys.size(1);
        Tensor q = queries.view(groups, slots, heads, sharing, size)
                .permute(0, 2, 1, 3, 4)
                .contiguous(); // [n, K, G, N/K, D]
        Tensor onPrompt = q.view(groups * heads, (long) slots * sharing, size).bmm(promptKeys);
        Tensor onOwn = q.view(groups * heads * slots, sharing, size).bmm(ownKeys.transpose(1, 2));
        Tensor shares = Tensor.cat(
                        List.of(
                                onPrompt.view(groups, heads, slots, sharing, prompt),
                                onOwn.view(groups, heads, slots, sharing, room)),
                        4)
                .add(mask)
                .softmaxLast()
                .to(queries.dtype());
        Tensor fromPrompt = shares.narrow(4, 0, prompt)
                .reshape(groups * heads, (long) slots * sharing, prompt)
                .bmm(promptValues)
                .view(groups, heads, slots, sharing, size);
        Tensor fromOwn = shares.narrow(4, prompt, room)
                .reshape(groups * heads * slots, sharing, room)
                .bmm(ownValues)
                .view(groups, heads, slots, sharing, size);
        return fromPrompt.add(fromOwn).permute(0, 2, 1, 3, 4).reshape((long) groups * slots, heads * sharing * size);
    }

    /** Makes room for more own tokens. */
    void grow(int block) {
        long rows = ownKeys.size(0);
        long size = ownKeys.size(2);
        ownKeys = replace(ownKeys, () -> Tensor.cat(List.of(ownKeys, Tensor.zeros(type(), rows, block, size)), 1));
        ownValues =
                replace(ownValues, () -> Tensor.cat(List.of(ownValues, Tensor.zeros(type(), rows, block, size)), 1));
    }

    /** Keeps these of {@code groups} groups. */
    void keep(long[] kept, int groups) {
        promptKeys = select(promptKeys, kept, groups);
        promptValues = select(promptValues, kept, groups);
        ownKeys = select(ownKeys, kept, groups);
        ownValues = select(ownValues, kept, groups);
    }

    private static Tensor select(Tensor tensor, long[] kept, int groups) {
        long inner = tensor.size(0) / groups;
        return replace(
                tensor,
                () -> tensor.view(groups, inner, tensor.size(1), tensor.size(2))
                        .indexSelect(0, Tensor.of(kept, kept.length))
                        .view(kept.length * inner, tensor.size(1), tensor.size(2)));
    }

    private static Tensor replace(Tensor old, Supplier<Tensor> made) {
        Tensor fresh = Autograd.own(made);
        old.close();
        return fresh;
    }

    @Override
    public void close() {
        promptKeys.close();
        promptValues.close();
        ownKeys.close();
        ownValues.close();
    }
}

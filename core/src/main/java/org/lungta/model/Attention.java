package org.lungta.model;

import org.lungta.tensor.Tensor;

/** How the tokens of one forward see each other: flat sequences in training and prefill, a cache in decoding. */
@FunctionalInterface
interface Attention {
    /**
     * Attends within one layer.
     *
     * @param q [T, N, D], rotated and scaled
     * @param k [T, K, D], rotated
     * @param v [T, K, D]
     * @return [T, N D]
     */
    Tensor attend(int layer, Tensor q, Tensor k, Tensor v);

    /**
     * softmax(q k^T + mask) v, with query heads grouped over their key-value head and nothing expanded.
     *
     * @param q [T, N, D], scaled
     * @param k [S, K, D]
     * @param v [S, K, D]
     * @param mask [T, S], 0 or minus infinity
     * @return [T, N D]
     */
    static Tensor grouped(Tensor q, Tensor k, Tensor v, Tensor mask) {
        long tokens = q.size(0);
        long heads = q.size(1);
        long size = q.size(2);
        long keys = k.size(1);
        long seen = k.size(0);
        long sharing = heads / keys;
        Tensor queries = q.view(tokens, keys, sharing, size).permute(1, 2, 0, 3).reshape(keys, sharing * tokens, size);
        Tensor scores = queries.bmm(k.permute(1, 2, 0))
                .view(keys, sharing, tokens, seen)
                .add(mask); // [K, N/K, T, S]
        Tensor shares = scores.softmaxLast().to(q.dtype()).view(keys, sharing * tokens, seen);
        return shares.bmm(v.permute(1, 0, 2))
                .view(keys, sharing, tokens, size)
                .permute(2, 0, 1, 3)
                .reshape(tokens, heads * size);
    }
}

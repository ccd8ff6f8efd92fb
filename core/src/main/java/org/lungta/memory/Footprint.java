package org.lungta.memory;

import org.lungta.model.DecoderConfig;
import org.lungta.model.Norms;
import org.lungta.tensor.DType;

/**
 * Bytes that a decoder's parts hold, from its shape: T tokens, H hidden, I intermediate, Q = heads x size, K = key heads x size, N
 * heads, b bytes a number, r rank. Counted are the tensors that autograd keeps for the backward pass, and what stands beside them.
 *
 * <pre>
 *   kept, a layer   T (4 H (norms) + 2 b H + b (2 Q + 2 K) + 4 b I + 7 b r) + (4 + b) N pairs        without the b of pairs in float32
 *   with dropout    + T (8 b H + b Q + b I) of masks and masked inputs, one of each a linear map
 *   recomputed      2 b T H a layer, and one layer as above
 *   cache           2 b K a layer for every place
 * </pre>
 */
public record Footprint(DecoderConfig config, DType type, int rank) {
    private static final int HEAD_ROWS = 128;
    private static final long HEAD_LOGITS = 20_000_000;
    private static final int CACHE_BLOCK = 32;
    private static final int WIDE = 4;

    private long bytes() {
        return type.bytes();
    }

    private long hidden() {
        return config.sizes().hidden();
    }

    private long intermediate() {
        return config.sizes().intermediate();
    }

    private long queries() {
        return (long) config.heads().queries() * config.heads().size();
    }

    private long keys() {
        return (long) config.heads().keyValues() * config.heads().size();
    }

    private long layers() {
        return config.layers().size();
    }

    private long vocabulary() {
        return config.sizes().vocabulary();
    }

    /** Numbers in the linear maps of all layers. */
    long linear() {
        return layers() * (2 * hidden() * (queries() + keys()) + 3 * hidden() * intermediate());
    }

    /** Numbers in the model. */
    public long parameters() {
        return linear() + vocabulary() * hidden() * (config.tiedHead() ? 1 : 2) + layers() * 2 * hidden();
    }

    public long weights() {
        return parameters() * bytes();
    }

    /**
     * The linear maps and the head once more for each model that stands ready, laid out for the processor, and one map in float32 three
     * times while merging.
     */
    public long packed(int models) {
        return models * (linear() + vocabulary() * hidden()) * bytes() + 3L * WIDE * hidden() * intermediate();
    }

    /** Numbers in a LoRA pair on every linear map, and in {@code rows} rows of the embedding. */
    public long adapter(int rows) {
        long sides = 2 * (hidden() + queries()) + 2 * (hidden() + keys()) + 3 * (hidden() + intermediate());
        return layers() * rank * sides + rows * hidden();
    }

    /** What a layer keeps for its backward pass. */
    long layer(Load load, boolean dropout) {
        long b = bytes();
        long norms = config.norms().names().entrySet().stream()
                .mapToLong(e -> isOfHeads(e.getKey()) ? (queries() + keys()) / 2 : hidden())
                .sum();
        long perToken = WIDE * norms
                + 2 * b * hidden()
                + b * (2 * queries() + 2 * keys())
                + 4 * b * intermediate()
                + 7 * b * rank;
        long masks = dropout ? b * (8 * hidden() + queries() + intermediate()) : 0;
        return load.tokens() * (perToken + masks) + shares() * load.pairs();
    }

    private static boolean isOfHeads(Norms.Place place) {
        return place == Norms.Place.QUERY || place == Norms.Place.KEY;
    }

    private long shares() {
        return config.heads().queries() * (bytes() == WIDE ? WIDE : WIDE + bytes());
    }

    /** What stands beside the kept tensors while one layer runs, forward or backward. */
    private long passing(Load load) {
        long b = bytes();
        return load.tokens() * b * (5 * intermediate() + 8 * hidden())
                + config.heads().queries() * (WIDE + 2 * b) * load.pairs();
    }

    /** All that a learning pass keeps: every layer's tensors, the masks, the adapter in the type of the weights. */
    public long kept(Load load, boolean dropout) {
        return layers() * layer(load, dropout) + around(load);
    }

    /** The same where layers keep their inputs alone and are computed again. */
    public long recomputed(Load load, boolean dropout) {
        return layers() * 2 * bytes() * hidden() * load.tokens() + layer(load, dropout) + around(load);
    }

    private long around(Load load) {
        long casts = bytes() == WIDE ? 0 : bytes() * adapter(0);
        return passing(load) + (WIDE + bytes()) * load.pairs() + casts;
    }

    /** One layer of a forward without gradients: all that it makes lives until it ends. */
    public long forward(Load load) {
        long b = bytes();
        return load.tokens() * ((16 + 6 * b) * hidden() + 8 * b * (queries() + keys()) + 4 * b * intermediate())
                + config.heads().queries() * (WIDE + (bytes() == WIDE ? 2 : 3) * b) * load.pairs()
                + (WIDE + b) * load.pairs();
    }

    /** The head's room for one chunk of logits: in the type of the weights and twice in float32. */
    public long head(long scored) {
        long rows = Math.max(1, Math.min(scored, Math.min(HEAD_ROWS, HEAD_LOGITS / vocabulary())));
        return rows * vocabulary() * (2 * WIDE + (bytes() == WIDE ? 0 : bytes()));
    }

    /** Logits of rows that decode together. */
    public long logits(long rows) {
        return rows * vocabulary() * (WIDE + (bytes() == WIDE ? 0 : bytes()));
    }

    /** Keys and values: the longest prompt's places for each group, and room for new tokens, by blocks, for each row. */
    public long cache(long groups, long longestPrompt, long rows, long newTokens) {
        long room = (newTokens + CACHE_BLOCK) / CACHE_BLOCK * CACHE_BLOCK;
        return layers() * 2 * keys() * bytes() * (groups * longestPrompt + rows * room);
    }
}

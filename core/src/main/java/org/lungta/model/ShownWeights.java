package org.lungta.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/**
 * A decoder's weights as its adapters' rows make them: a table that no row of theirs changes is the frozen one, another is a copy
 * with the rows in it. Its owner closes the copies, never the weights.
 */
final class ShownWeights implements AutoCloseable {
    private final DecoderWeights frozen;
    private final Optional<Tensor> embedding;
    private final Optional<Tensor> head;

    private ShownWeights(DecoderWeights frozen, Optional<Tensor> embedding, Optional<Tensor> head) {
        this.frozen = frozen;
        this.embedding = embedding;
        this.head = head;
    }

    static ShownWeights of(DecoderWeights weights, List<Adapter> adapters) {
        ShownWeights shown = new ShownWeights(
                weights,
                copy(weights.embedding(), adapters, LearntRows::embedding),
                copy(weights.head(), adapters, LearntRows::head));
        adapters.forEach(shown::show);
        return shown;
    }

    private static Optional<Tensor> copy(
            Tensor table, List<Adapter> adapters, Function<LearntRows, Optional<TokenRows>> rows) {
        return adapters.stream()
                        .allMatch(adapter -> rows.apply(adapter.learnt()).isEmpty())
                ? Optional.empty()
                : Optional.of(Autograd.own(table::copy));
    }

    /** Writes an adapter's rows, as they stand, into the copies. */
    void show(Adapter adapter) {
        adapter.learnt().embedding().ifPresent(rows -> rows.writeInto(embedding.orElseThrow(), frozen.embedding()));
        adapter.learnt().head().ifPresent(rows -> rows.writeInto(head.orElseThrow(), frozen.head()));
    }

    /** Never closed: what it holds belongs to others. */
    DecoderWeights weights() {
        return frozen.withTables(embedding, head);
    }

    @Override
    public void close() {
        embedding.ifPresent(Tensor::close);
        head.ifPresent(Tensor::close);
    }
}

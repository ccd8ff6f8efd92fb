package org.lungta.model;

import java.util.List;
import java.util.Map;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/**
 * What an {@link Encoder} computes with: from the tokens of texts to their embeddings, through a table of vectors of which a text reads
 * some rows. Lives for a run; its owner closes it.
 */
public sealed interface Embedder extends AutoCloseable permits Bert, BigramBag {
    /** The shape of one. Equal shapes are the same architecture in the same size. */
    interface Config {
        /** How many tokens there are. */
        int vocabulary();

        /** The numbers of a vector, H. */
        int hidden();
    }

    /** Where the rows of the table come from: the table itself, or rows of it that are trained. */
    @FunctionalInterface
    interface Lookup {
        /** The rows with these numbers [T, H]. */
        Tensor rows(long[] numbers);
    }

    Config config();

    Readout readout();

    /** Every tensor by the checkpoint's own name. */
    Map<String, Tensor> tensors();

    /** The table [rows, H], one of {@link #tensors}. */
    Tensor table();

    /** The numbers of the rows that a text reads, in their order. */
    Tokens rows(Tokens text);

    /** Sets the dropout for passes that train; 0, as it is at first, switches it off. */
    void dropout(double probability);

    /** Embeddings [B, H] of token sequences, each computed as if it were alone. */
    default Tensor embed(List<Tokens> batch) {
        return embed(batch, numbers -> table().indexSelect(0, Tensor.of(numbers, numbers.length)));
    }

    /** The same, with the rows of the table from elsewhere. */
    Tensor embed(List<Tokens> batch, Lookup lookup);

    @Override
    default void close() {
        tensors().values().forEach(Tensor::close);
    }
}

package org.lungta.model;

import java.util.ArrayList;
import java.util.List;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/**
 * How an encoder's hidden states become a text's embedding.
 *
 * @param unit whether the vector is divided by its L2 norm, which is at least 1e-12
 */
public record Readout(Pooling pooling, boolean unit) {

    /** Embeddings [B, H] from the hidden states [T, H] of texts that lie side by side. */
    Tensor read(Tensor hidden, List<Tokens> texts) {
        List<Tensor> pooled = new ArrayList<>();
        for (Tensor own : hidden.split(texts.stream().mapToLong(Tokens::length).toArray())) {
            pooled.add(pooling.pool(own).unsqueeze(0));
        }
        Tensor all = Tensor.cat(pooled, 0);
        return unit ? unit(all) : all;
    }

    /** Every row divided by its L2 norm. */
    public static Tensor unit(Tensor rows) {
        return rows.div(rows.normLast().clampMin(1e-12));
    }
}

package org.lungta.contrast;

import java.util.List;
import java.util.Optional;
import org.lungta.model.Readout;
import org.lungta.tensor.Tensor;

/**
 * In-batch contrast both ways, sentence-transformers' MultipleNegativesRankingLoss with the directions query to document and document
 * to query, each with its own softmax; the negatives of all rows enter the first alone.
 *
 * <pre>
 *   s_ij    = scale cos(q_i, d_j),  j over the documents and all hard negatives
 *   forward = mean_i (log sum_j exp s_ij - s_ii)
 *   back    = mean_i (log sum_k exp s_ki - s_ii),  k over the queries
 *   loss    = (forward + back) / 2
 * </pre>
 *
 * @param scale 1 / temperature; 20 in sentence-transformers
 */
public record Contrastive(double scale) {

    /**
     * The loss.
     *
     * @param queries [B, H]
     * @param documents [B, H], in the order of their queries
     * @param negatives [M, H], documents that answer none of the queries
     */
    Tensor loss(Tensor queries, Tensor documents, Optional<Tensor> negatives) {
        return forward(queries, documents, negatives)
                .add(backward(queries, documents))
                .mul(0.5);
    }

    Tensor forward(Tensor queries, Tensor documents, Optional<Tensor> negatives) {
        Tensor all = negatives.map(n -> Tensor.cat(List.of(documents, n), 0)).orElse(documents);
        return ranking(queries, all);
    }

    Tensor backward(Tensor queries, Tensor documents) {
        return ranking(documents, queries);
    }

    /** mean_i (log sum_j exp s_ij - s_ii). */
    private Tensor ranking(Tensor anchors, Tensor candidates) {
        Tensor scores = Readout.unit(anchors)
                .mm(Readout.unit(candidates).transpose(0, 1))
                .mul(scale); // [B, B + M]
        long rows = anchors.size(0);
        long[] own = new long[(int) rows];
        for (int i = 0; i < own.length; i++) {
            own[i] = i;
        }
        Tensor right = scores.gather(1, Tensor.of(own, rows, 1));
        return scores.logSumExpLast().sub(right).sum().mul(1.0 / rows);
    }
}

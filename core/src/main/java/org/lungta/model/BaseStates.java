package org.lungta.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/**
 * A base model's hidden states that predict the tokens of fixed texts, computed once for each batch however many models are held against
 * the base: H numbers a scored token, a hundredth of the logits.
 */
public final class BaseStates implements AutoCloseable {
    private final Map<List<PromptGroup>, Tensor> kept = new HashMap<>();

    /**
     * [N, H], valid until {@link #close}.
     *
     * @param base the same one every time
     */
    Tensor predictors(Merged base, Sequences sequences) {
        return kept.computeIfAbsent(sequences.groups(), batch -> Autograd.own(() -> base.predictors(sequences)));
    }

    @Override
    public void close() {
        kept.values().forEach(Tensor::close);
    }
}

package org.lungta.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lungta.model.Policy;
import org.lungta.tensor.Tensor;

/** One micro-batch of a step: keeps the first pass's log-probabilities, which are pi_old for every later epoch. */
final class Learner {
    private final Grpo grpo;
    private final Batch batch;
    private final Aggregation.Totals totals;
    private final List<Double> losses = new ArrayList<>();
    private Optional<Policy.Scored> first = Optional.empty();

    Learner(Grpo grpo, Batch batch, Aggregation.Totals totals) {
        this.grpo = grpo;
        this.batch = batch;
        this.totals = totals;
    }

    /** Adds this batch's share of the step's gradient. */
    void learn() {
        Policy.Scored scored = grpo.policy()
                .learn(batch.sequences(), grpo.settings().temperature(), now -> {
                    Tensor old = first.map(s -> tensor(s.logProbs())).orElseGet(now::detach);
                    Tensor loss = grpo.loss(now, old, batch, totals);
                    losses.add(loss.item());
                    return loss;
                });
        if (first.isEmpty()) {
            first = Optional.of(scored);
        }
    }

    Batch batch() {
        return batch;
    }

    /** One loss an epoch, this batch's share. */
    List<Double> losses() {
        return losses;
    }

    /** Log-probabilities and entropies of the first pass. */
    Policy.Scored scored() {
        return first.orElseThrow();
    }

    private static Tensor tensor(List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return Tensor.of(array, array.length);
    }
}

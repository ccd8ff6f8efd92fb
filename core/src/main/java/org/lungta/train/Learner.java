package org.lungta.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lungta.model.Policy;
import org.lungta.tensor.Tensor;

/** One micro-batch of a step: keeps the first pass's log-probabilities, which are pi_old for every later epoch. */
final class Learner implements Part {
    private final Grpo grpo;
    private final Batch batch;
    private final Aggregation.Totals totals;
    private final List<Double> losses = new ArrayList<>();
    private float[] ratios = {};
    private float[] penalties = {};
    private Optional<Policy.Scored> first = Optional.empty();

    Learner(Grpo grpo, Batch batch, Aggregation.Totals totals) {
        this.grpo = grpo;
        this.batch = batch;
        this.totals = totals;
    }

    /** Adds this batch's share of the step's gradient. */
    @Override
    public void learn() {
        Policy.Scored scored = grpo.policy()
                .learn(batch.sequences(), grpo.settings().temperature(), now -> {
                    Tensor old = first.map(s -> tensor(s.logProbs())).orElseGet(now::detach);
                    Objective.Terms terms = grpo.objective()
                            .terms(now, old, batch, totals, grpo.settings().temperature());
                    losses.add(terms.loss().item());
                    ratios = terms.ratio().detach().floats();
                    penalties = terms.kl().detach().floats();
                    return terms.loss();
                });
        if (first.isEmpty()) {
            first = Optional.of(scored);
        }
    }

    @Override
    public Batch batch() {
        return batch;
    }

    @Override
    public List<Double> losses() {
        return losses;
    }

    @Override
    public Region region() {
        return Region.of(batch.experience(), ratios, penalties, grpo.objective().clip());
    }

    @Override
    public Policy.Scored scored() {
        return first.orElseThrow();
    }

    @Override
    public boolean teaches() {
        return true;
    }

    private static Tensor tensor(List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return Tensor.of(array, array.length);
    }
}

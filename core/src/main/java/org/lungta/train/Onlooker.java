package org.lungta.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lungta.model.Policy;

/**
 * Groups whose advantages are all zero, where nothing else pulls: their gradient is zero, so it is not computed. They are scored
 * once, since the policy's entropy is watched over all that it says.
 */
final class Onlooker implements Part {
    private final Grpo grpo;
    private final Batch batch;
    private final List<Double> losses = new ArrayList<>();
    private Optional<Policy.Scored> first = Optional.empty();

    Onlooker(Grpo grpo, Batch batch) {
        this.grpo = grpo;
        this.batch = batch;
    }

    @Override
    public void learn() {
        if (first.isEmpty()) {
            first = Optional.of(
                    grpo.policy().score(batch.sequences(), grpo.settings().temperature()));
        }
        losses.add(0.0);
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
        float[] ones = new float[batch.sequences().scored()];
        Arrays.fill(ones, 1);
        return Region.of(
                batch.experience(),
                ones,
                new float[ones.length],
                grpo.objective().clip());
    }

    @Override
    public Policy.Scored scored() {
        return first.orElseThrow();
    }

    @Override
    public boolean teaches() {
        return false;
    }
}

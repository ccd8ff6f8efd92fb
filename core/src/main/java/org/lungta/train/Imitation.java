package org.lungta.train;

import static org.lungta.check.Check.require;

import java.util.List;
import org.lungta.model.Policy;
import org.lungta.model.Sequences;

/** What supervised learning lowers on a micro-batch. */
public sealed interface Imitation {
    /** Adds the gradient of the weight times the loss summed over scored tokens, and gives each one's log-probability. */
    List<Float> learn(Policy policy, Sequences sequences, double weight);

    /** -log pi. */
    record Plain() implements Imitation {
        @Override
        public List<Float> learn(Policy policy, Sequences sequences, double weight) {
            return policy.imitate(sequences, weight);
        }
    }

    /** -log pi + beta KL(base || pi), with the divergence exact over the vocabulary. */
    record NearBase(double beta) implements Imitation {
        public NearBase {
            require(beta > 0, "beta is %s: without a penalty there is nothing to be near to", beta);
        }

        @Override
        public List<Float> learn(Policy policy, Sequences sequences, double weight) {
            return policy.imitateNearBase(sequences, weight, beta).logProbs();
        }
    }
}

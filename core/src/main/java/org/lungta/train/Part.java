package org.lungta.train;

import java.util.List;
import org.lungta.model.Policy;

/** What a step does with some of its groups, computed together. */
sealed interface Part permits Learner, Onlooker {
    /** Once an epoch. */
    void learn();

    Batch batch();

    /** One loss an epoch, this part's share. */
    List<Double> losses();

    /** How the last epoch stood to the trust region, and its mean beta kl a token. */
    Region region();

    /** Log-probabilities and entropies of the first pass. */
    Policy.Scored scored();

    /** Whether it adds to the gradient. */
    boolean teaches();
}

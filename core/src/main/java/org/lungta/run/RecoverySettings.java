package org.lungta.run;

import static org.lungta.check.Check.require;

import org.lungta.recipe.Default;
import org.lungta.train.Schedule;

/**
 * Supervised fine-tuning on the cold start's pairs after the reinforcement, to restore form (SG-SRL): train, reinforce, recover.
 *
 * @param epochs over the cold start's pairs; the paper has one
 */
public record RecoverySettings(
        @Default("1") int epochs,
        @Default("32") int batchSize,
        double rate,
        @Default("{cosine: {warmup: 0.03}}") Schedule schedule) {
    public RecoverySettings {
        require(epochs > 0 && batchSize > 0, "a recovery of %d epochs in batches of %d", epochs, batchSize);
        require(rate > 0, "the rate of the recovery is %s: nothing would be learnt", rate);
    }
}

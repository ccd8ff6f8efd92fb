package org.lungta.memory;

import static org.lungta.check.Check.require;

/**
 * How a stage computes its updates.
 *
 * @param tokenBudget of a micro-batch
 * @param recompute whether layers keep their inputs alone for the backward pass
 */
public record Micro(int tokenBudget, boolean recompute) {
    public Micro {
        require(tokenBudget > 0, "token-budget is %d; a micro-batch needs at least one token", tokenBudget);
    }
}

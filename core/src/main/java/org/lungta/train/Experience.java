package org.lungta.train;

import org.lungta.reward.Score;
import org.lungta.rollout.Rollout;

/** A rollout, its score, and the advantage that its group gives it (0 when it could not be scored). */
public record Experience(Rollout rollout, Score score, double advantage) {
    int length() {
        return rollout.completion().tokens().length();
    }
}

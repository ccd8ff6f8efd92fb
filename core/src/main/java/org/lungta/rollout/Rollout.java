package org.lungta.rollout;

import java.util.List;
import org.lungta.text.Completion;

/**
 * A completion and the sampler's own log-probability of each of its tokens, under softmax(logits / temperature) before any
 * truncation by top-p.
 */
public record Rollout(Completion completion, List<Float> logProbs) {
    public Rollout {
        logProbs = List.copyOf(logProbs);
    }
}

package org.lungta.lexicon;

import static org.lungta.check.Check.require;

import org.lungta.text.Tokens;

/**
 * Two sequences of ids that mean the same.
 *
 * @param weight how many times the pair counts, positive
 */
public record IdPair(Tokens source, Tokens target, double weight) {
    public IdPair {
        require(weight > 0 && Double.isFinite(weight), "a pair counts %s times: give a positive number", weight);
    }
}

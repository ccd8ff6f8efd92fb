package org.lungta.lexicon;

import static org.lungta.check.Check.require;

import java.util.List;

/**
 * A unit and what it may mean, at least one thing.
 *
 * @param unit the key, see {@link Units}
 * @param count how often it occurred in the pairs; 0 for one that only a dictionary or a person gave
 * @param candidates their probabilities need not sum to 1: what is rare was cut off
 */
public record Entry(String unit, long count, List<Candidate> candidates) {
    public Entry {
        candidates = List.copyOf(candidates);
        require(!unit.isEmpty(), "an entry has no unit");
        require(count >= 0, "the count of \"%s\" is %d: it must not be negative", unit, count);
        require(!candidates.isEmpty(), "\"%s\" has no candidate: give at least one", unit);
    }
}

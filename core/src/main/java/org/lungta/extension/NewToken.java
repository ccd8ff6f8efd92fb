package org.lungta.extension;

import static org.lungta.check.Check.require;

import java.util.List;

/**
 * A token that the model does not have yet.
 *
 * @param meaning the old tokens whose rows its own row is made of; empty where nothing is known of it
 */
record NewToken(String text, List<Share> meaning) {
    /** An old token and its part of the new row; the parts need not sum to 1. */
    record Share(int id, double weight) {
        Share {
            require(weight > 0, "token %d has weight %s in a new row: it must be positive", id, weight);
        }
    }

    NewToken {
        meaning = List.copyOf(meaning);
    }

    double weight() {
        return meaning.stream().mapToDouble(Share::weight).sum();
    }
}

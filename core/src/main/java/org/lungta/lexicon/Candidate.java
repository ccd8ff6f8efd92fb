package org.lungta.lexicon;

import static org.lungta.check.Check.require;

/**
 * What a unit may mean.
 *
 * @param text the name of a token ({@link org.lungta.text.TokenNames}) or, in a lexicon that a person wrote, any text
 * @param probability in (0, 1]
 */
public record Candidate(String text, double probability) {
    public Candidate {
        require(!text.isEmpty(), "a candidate has no text");
        require(
                0 < probability && probability <= 1,
                "the probability of \"%s\" is %s, outside (0, 1]",
                text,
                probability);
    }
}

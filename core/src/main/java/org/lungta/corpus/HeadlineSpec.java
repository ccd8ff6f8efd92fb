package org.lungta.corpus;

import static org.lungta.check.Check.require;

import java.nio.file.Path;

/**
 * Which documents to read.
 *
 * @param file JSON Lines
 * @param language of documents and headlines
 * @param split the value that the field {@code split} must have
 * @param minCodePoints the fewest code points of a headline, after normalisation
 * @param maxCodePoints the most
 */
public record HeadlineSpec(Path file, String language, String split, int minCodePoints, int maxCodePoints) {
    public HeadlineSpec {
        require(file != null, "no file of documents: name one");
        require(
                0 <= minCodePoints && minCodePoints <= maxCodePoints,
                "%s: headlines of %d to %d code points: the first number must not be negative or above the second",
                file,
                minCodePoints,
                maxCodePoints);
    }
}

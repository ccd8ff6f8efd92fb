package org.lungta.corpus;

import static org.lungta.check.Check.require;

import java.nio.file.Path;

/**
 * Which pairs to read from a file, and which side is the source.
 *
 * @param file JSON Lines
 * @param from the language of the source, such as {@code zh}; the file's sides are swapped where they stand the other way
 * @param to the language of the target
 * @param split the value that the field {@code split} must have, or null for every line
 * @param lengthOf the language, one of the two, whose side is measured: the one with few resources
 * @param minCodePoints the fewest code points of that side, after normalisation
 * @param maxCodePoints the most
 */
public record PairSpec(
        Path file, String from, String to, String split, String lengthOf, int minCodePoints, int maxCodePoints) {
    public PairSpec {
        require(file != null, "no file of pairs: name one");
        require(
                from != null && to != null && !from.equals(to),
                "%s: pairs from \"%s\" to \"%s\": name two different languages",
                file,
                from,
                to);
        require(
                from.equals(lengthOf) || to.equals(lengthOf),
                "%s: the length of \"%s\" cannot be measured: name %s or %s",
                file,
                lengthOf,
                from,
                to);
        require(
                0 <= minCodePoints && minCodePoints <= maxCodePoints,
                "%s: code points from %d to %d: the first number must not be" + " negative or above the second",
                file,
                minCodePoints,
                maxCodePoints);
    }

    /** Every pair of the file, of any split and length. */
    public static PairSpec of(Path file, String from, String to) {
        return new PairSpec(file, from, to, null, from, 0, Integer.MAX_VALUE);
    }

    /** The same, of one split only. */
    public PairSpec inSplit(String name) {
        return new PairSpec(file, from, to, name, lengthOf, minCodePoints, maxCodePoints);
    }

    /** The same, only where the side in this language has so many code points, both ends included. */
    public PairSpec withLength(String language, int min, int max) {
        return new PairSpec(file, from, to, split, language, min, max);
    }
}

package org.lungta.lab;

import static org.lungta.check.Check.require;

import org.lungta.recipe.Default;

/**
 * Which micro-world to write.
 *
 * @param dominant the language that passages and questions are in
 * @param language the language to be learnt
 * @param difficulty {@code d0} to {@code d4}
 */
public record WorldSettings(
        @Default("zh") String dominant,
        @Default("bo") String language,
        @Default("d1") String difficulty,
        @Default("1") long seed,
        @Default("{}") Sizes sizes,
        @Default("{}") Regime regime) {
    public WorldSettings {
        require(!dominant.equals(language), "both languages are %s: choose two", language);
    }

    /** The Tibetan-like language at difficulty d1, with sizes for ten minutes on two cores. */
    public static WorldSettings standard() {
        return new WorldSettings("zh", "bo", "d1", 1, Sizes.standard(), Regime.plain());
    }

    /**
     * How much of each.
     *
     * @param encoder pairs for the encoder
     * @param train pairs and documents to learn from
     * @param dev pairs and documents
     * @param test pairs of each of the three tests, and documents
     * @param passages passages of the dominant language to learn from
     * @param readings passages of dev and as many of test, with questions
     * @param minimalPairs of each kind of mistake
     */
    public record Sizes(
            @Default("8000") int encoder,
            @Default("4400") int train,
            @Default("200") int dev,
            @Default("300") int test,
            @Default("4000") int passages,
            @Default("150") int readings,
            @Default("500") int minimalPairs) {
        public Sizes {
            require(
                    Math.min(Math.min(Math.min(encoder, train), Math.min(dev, test)), Math.min(passages, readings)) > 0,
                    "each size must be above 0");
            require(minimalPairs >= 0, "minimal-pairs is %d: give 0 or more", minimalPairs);
        }

        public static Sizes standard() {
            return new Sizes(8000, 4400, 200, 300, 4000, 150, 500);
        }
    }

    /**
     * What the pairs of the training are like; those of the tests never change.
     *
     * @param references every style of the language, or the canonical one alone
     * @param noise how often a reference says one thing wrong
     * @param verbs from how many verbs the training's facts are, 0 for all
     * @param persons from how many persons, 0 for all
     * @param newShare how many sentences of the new language there are for each passage of the dominant one
     */
    public record Regime(
            @Default("all") References references,
            @Default("0.0") double noise,
            @Default("0") int verbs,
            @Default("0") int persons,
            @Default("0.0") double newShare) {
        public Regime {
            require(0 <= noise && noise <= 1, "noise is %s, outside [0, 1]", noise);
            require(0 <= newShare && newShare <= 1, "new-share is %s, outside [0, 1]", newShare);
            require(verbs >= 0 && persons >= 0, "%d verbs and %d persons: give 0 or more", verbs, persons);
            require(persons != 1 && persons != 2, "%d persons cannot give to one another: give 3 or more", persons);
        }

        public static Regime plain() {
            return new Regime(References.ALL, 0, 0, 0, 0);
        }
    }

    /** In which styles references are written. */
    public enum References {
        ALL,
        CANONICAL
    }
}

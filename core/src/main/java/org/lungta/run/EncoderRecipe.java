package org.lungta.run;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lungta.contrast.Distance;
import org.lungta.contrast.FreshEncoder;
import org.lungta.contrast.Objective;
import org.lungta.contrast.Rows;
import org.lungta.recipe.Default;
import org.lungta.train.Schedule;

/**
 * The adaptation of a sentence encoder to a language, as its YAML file says it; the key {@code adaptation} tells it from a
 * {@link Recipe}.
 *
 * @param fresh makes the encoder first: {@code encoder} is a folder that is not there yet
 * @param cache where the frozen encoder's embeddings are kept, for this run and others
 */
public record EncoderRecipe(
        Path encoder,
        @Default("data") Path data,
        @Default("42") long seed,
        @Default("50") int checkpointEvery,
        @Default(".lungta/frozen") Path cache,
        @Default("''") String prefix,
        Adaptation adaptation,
        Card card,
        Optional<Fresh> fresh) {

    /** The key that only these recipes have. */
    public static final String MARK = "adaptation";

    public EncoderRecipe {
        require(
                fresh.filter(made -> made.shape() instanceof FreshEncoder.Shape.Bag)
                                .isEmpty()
                        || adaptation.rates().body() == 0,
                "fresh makes a bag of words, which the rate %s of the body would teach where each stands: set"
                        + " adaptation.rates.body to 0",
                adaptation.rates().body());
    }

    /**
     * An encoder that has learnt nothing, of a shape of its own, with the words of its pairs: a small BERT, or a bag of bigrams.
     *
     * @param fewest how often a word must stand in the pairs to be a token
     */
    public record Fresh(
            @Default("{transformer: {layers: 2, hidden: 128, heads: 4}}")
            FreshEncoder.Shape shape,

            @Default("2") int fewest) {}

    /**
     * What is learnt from what.
     *
     * @param learning the language that the encoder learns
     * @param known the one that it knows, whose frozen embeddings teach
     * @param negatives wrong texts that it is told apart from
     */
    public record Adaptation(
            String learning,
            String known,
            List<Source> pairs,
            int steps,
            @Default("64") int batchSize,
            @Default("4096") int tokenBudget,
            @Default("0.0") double dropout,
            @Default("{}") Rates rates,
            @Default("all") Rows rows,
            @Default("{}") Loss loss,
            @Default("{rules: {}}") HardNegatives negatives,
            @Default("{linear: {warmup: 0.1}}") Schedule schedule,
            Optional<Dev> dev) {
        public Adaptation {
            require(!learning.equals(known), "learning and known are both \"%s\": a pair needs two languages", known);
            require(!pairs.isEmpty(), "pairs names no file: there is nothing to learn from");
        }
    }

    /**
     * A file of pairs, of one of whose splits a portion is used.
     *
     * @param share of the texts in the language that is learnt, told by their hash; the rest is for other stages
     * @param from where the share begins, so that two encoders can learn from two
     */
    public record Source(
            Path file,
            @Default("1.0") double share,
            @Default("0.0") double from,
            @Default("1") int minCodePoints,
            @Default("100000") int maxCodePoints,
            @Default("train") String split) {
        public Source {
            require(0 < share && share <= 1, "share is %s of %s, outside (0, 1]", share, file);
            require(
                    0 <= from && from + share <= 1 + 1e-9,
                    "%s: from %s on there is no share of %s left: from and share must not pass 1 together",
                    file,
                    from,
                    share);
        }
    }

    /** Rates of the embedding rows and of all else, which stays as it is before update {@code body-after}. */
    public record Rates(
            @Default("2.0e-3") double rows,
            @Default("2.0e-5") double body,
            @Default("0") int bodyAfter,
            @Default("0.01") double weightDecay,
            @Default("1.0") double maxNorm) {}

    /** The weights of the objective's parts; see {@link Objective}. */
    public record Loss(
            @Default("1.0") double contrastive,
            @Default("20.0") double scale,
            @Default("frozen") Objective.Queries queries,
            @Default("2.0") double distillation,
            @Default("cosine") Distance distance,
            @Default("5.0") double keep,
            @Default("0.25") double keptShare) {}

    /** Retrieval on pairs of the split dev along the way, of the first file. */
    public record Dev(
            @Default("200") int pairs, @Default("100") int every) {
        public Dev {
            require(pairs > 1 && every > 0, "dev needs at least 2 pairs and every 1");
        }
    }

    /** What the result is measured on: pairs that nothing was trained on. */
    public record Card(
            Path file,
            @Default("test") String split,
            @Default("500") int pairs,
            @Default("200") int texts) {}
}

package org.lungta.metric;

import static org.lungta.check.Check.require;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How well a model predicts texts: ratios of sums over all texts, never means of ratios. Bits per byte compare models with different
 * tokenizers; a figure per word means nothing for languages that do not write words apart, so there is none.
 *
 * <pre>
 *   bits per byte = -sum log p / (ln 2 sum of bytes)
 * </pre>
 *
 * @param sums log-likelihood in nats, tokens, code points, bytes
 */
public record Likelihood(Sums sums) {
    /** The sums of one text. */
    public static Sums of(String text, double logLikelihood, int tokens) {
        require(
                Double.isFinite(logLikelihood) && logLikelihood <= 0,
                "the log-likelihood %s of \"%s\" is no sum of logarithms of probabilities",
                logLikelihood,
                text);
        return Sums.of(
                logLikelihood,
                tokens,
                text.codePointCount(0, text.length()),
                text.getBytes(StandardCharsets.UTF_8).length);
    }

    /** Of several texts. */
    public static Likelihood of(List<Sums> texts) {
        return new Likelihood(Sums.total(texts));
    }

    public double bitsPerByte() {
        return nats() / (sums.at(3) * Math.log(2));
    }

    /** Nats for each code point. */
    public double perCharacter() {
        return nats() / sums.at(2);
    }

    /** Nats for each token. */
    public double perToken() {
        return nats() / sums.at(1);
    }

    public double bytePerplexity() {
        return Math.exp(nats() / sums.at(3));
    }

    public double tokenPerplexity() {
        return Math.exp(perToken());
    }

    private double nats() {
        return -sums.at(0);
    }
}

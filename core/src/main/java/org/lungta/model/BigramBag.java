package org.lungta.model;

import static org.lungta.check.Check.require;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/**
 * A bag of bigrams: the mean of vectors of overlapping pairs of tokens, whatever else stands between them (the bigrams of a sentence vector as in
 * arXiv:1703.02507, in hashed buckets as in arXiv:1607.01759).
 *
 * <pre>
 *   row(a, b) = bits(a, b) mod M        bits: 64 bits, unsigned, of {@link CounterRandom}
 *   e(t)      = mean over i = 1 .. n-1 of LayerNorm(E[row(t(i-1), t(i))])        E [M, H]
 * </pre>
 *
 * <p>The order within a pair matters, that of the pairs does not: when two names of some tokens change places, what is felt of it is the pairs
 * at their borders. Pairs that fall into one bucket are one to it. Lungta's own: no other library reads it.
 */
public final class BigramBag implements Embedder {
    /**
     * The shape.
     *
     * @param vocabulary tokens, V
     * @param buckets rows of the table, M; V V of them are no promise that every pair has its own
     * @param hidden H
     */
    public record Config(int vocabulary, int buckets, int hidden, double epsilon) implements Embedder.Config {
        public Config {
            require(
                    vocabulary > 0 && buckets > 0 && hidden > 0,
                    "a bag of bigrams of %d tokens in %d buckets of %d numbers: each must be at least 1",
                    vocabulary,
                    buckets,
                    hidden);
        }
    }

    /** The name of the table of pairs [M, H] among {@link #tensors}. */
    public static final String PAIRS = "embeddings.pair_embeddings.weight";

    /** What the names of the normalisation's weight [H] and bias [H] begin with. */
    public static final String NORM = "embeddings.LayerNorm";

    private final Config config;
    private final Readout readout;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Tensor pairs;
    private final Tensor weight;
    private final Tensor bias;
    private final Dropout dropout = new Dropout();

    /**
     * A bag.
     *
     * @param readout whose pooling is the mean: pairs have no first
     */
    public BigramBag(Config config, Readout readout, DecoderWeights.Source source) {
        require(
                readout.pooling() instanceof Pooling.Mean,
                "a bag of bigrams is read by %s; it knows the mean alone",
                readout.pooling());
        this.config = config;
        this.readout = readout;
        this.pairs = source.tensor(PAIRS, config.buckets(), config.hidden());
        this.weight = source.tensor(NORM + ".weight", config.hidden());
        this.bias = source.tensor(NORM + ".bias", config.hidden());
        tensors.put(PAIRS, pairs);
        tensors.put(NORM + ".weight", weight);
        tensors.put(NORM + ".bias", bias);
    }

    @Override
    public Config config() {
        return config;
    }

    @Override
    public Readout readout() {
        return readout;
    }

    @Override
    public Map<String, Tensor> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public Tensor table() {
        return pairs;
    }

    /** A row a pair, so one less than there are tokens. */
    @Override
    public Tokens rows(Tokens text) {
        require(
                text.length() > 1,
                "a text of %d tokens has no pair: the tokenizer of a bag of bigrams must put one before and one behind",
                text.length());
        int[] rows = new int[text.length() - 1];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (int) Long.remainderUnsigned(CounterRandom.bits(text.at(i), text.at(i + 1)), config.buckets());
        }
        return Tokens.of(rows);
    }

    @Override
    public void dropout(double probability) {
        dropout.probability(probability);
    }

    @Override
    public Tensor embed(List<Tokens> batch, Lookup lookup) {
        List<Tokens> read = batch.stream().map(this::rows).toList();
        long[] numbers = read.stream()
                .flatMapToInt(rows -> java.util.Arrays.stream(rows.toArray()))
                .asLongStream()
                .toArray();
        Tensor normal = lookup.rows(numbers).layerNorm(weight, bias, config.epsilon()); // [T, H]
        return readout.read(dropout.apply(normal).to(DType.FLOAT32), read);
    }
}

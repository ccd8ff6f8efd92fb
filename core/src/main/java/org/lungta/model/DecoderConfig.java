package org.lungta.model;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.Set;

/**
 * What a decoder is made of. A family is a way to fill this in.
 *
 * @param embeddingScale what embeddings are multiplied with, once it is rounded to their type
 * @param biases the linear maps that have one, by their last name ("q_proj")
 * @param layers what differs from layer to layer, in their order
 */
public record DecoderConfig(
        Sizes sizes,
        Heads heads,
        Norms norms,
        Activation activation,
        double embeddingScale,
        boolean tiedHead,
        Set<String> biases,
        List<Layer> layers) {

    /** Tokens known, width of the hidden states and of the MLP, and tokens that a sequence may have. */
    public record Sizes(int vocabulary, int hidden, int intermediate, int positions) {}

    /** Query heads, the key-value heads that they share, and the factor of q k^T. */
    public record Heads(int queries, int keyValues, int size, double scale) {
        public Heads {
            require(queries % keyValues == 0, "%d heads do not share %d key-value heads evenly", queries, keyValues);
            require(size > 0 && size % 2 == 0, "head size %d: rotary positions need pairs", size);
        }

        /** Scores are divided by the root of the head size. */
        public Heads(int queries, int keyValues, int size) {
            this(queries, keyValues, size, 1 / Math.sqrt(size));
        }

        /** Query heads that share a key-value head. */
        int sharing() {
            return queries / keyValues;
        }
    }

    /** One layer's own. */
    public record Layer(Rope rope, Window window) {}

    public DecoderConfig {
        biases = Set.copyOf(biases);
        layers = List.copyOf(layers);
    }

    /** Each layer's window, in their order. */
    List<Window> windows() {
        return layers.stream().map(Layer::window).toList();
    }

    @Override
    public String toString() {
        return "%d layers of %d, %d heads of %d on %d, %d tokens"
                .formatted(
                        layers.size(),
                        sizes.hidden(),
                        heads.queries(),
                        heads.size(),
                        heads.keyValues(),
                        sizes.vocabulary());
    }
}

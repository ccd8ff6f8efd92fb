package org.lungta.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;

/** A transformer decoder with rotary positions, grouped keys and a gated MLP, over flat tokens [T]. */
final class Decoder {
    private final DecoderWeights weights;
    private final List<Block> blocks;
    private final Map<Rope, Rotary> rotaries = new HashMap<>();
    private final double embeddingScale;
    private final Optional<TokenRows> learning;

    private Decoder(DecoderWeights weights, List<Block> blocks, Optional<TokenRows> learning) {
        DType type = weights.embedding().dtype();
        this.weights = weights;
        this.blocks = blocks;
        this.learning = learning;
        this.embeddingScale = rounded(config().embeddingScale(), type);
        for (DecoderConfig.Layer layer : config().layers()) {
            rotaries.put(layer.rope(), new Rotary(layer.rope(), config().heads().size(), type));
        }
    }

    /** A decoder whose linear maps are what {@code linears} makes of (module name, frozen map). */
    static Decoder of(DecoderWeights weights, BiFunction<String, Linear.Dense, Linear> linears) {
        return of(weights, linears, Optional.empty());
    }

    /** The same, of whose embedding some rows learn. */
    static Decoder of(
            DecoderWeights weights, BiFunction<String, Linear.Dense, Linear> linears, Optional<TokenRows> learning) {
        Map<String, Linear> made = weights.linears().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> linears.apply(e.getKey(), e.getValue())));
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < weights.layers().size(); i++) {
            blocks.add(Block.of(weights.config(), weights.layers().get(i), made, "model.layers." + i + "."));
        }
        return new Decoder(weights, blocks, learning);
    }

    private static double rounded(double value, DType type) {
        return Autograd.inference(() -> Tensor.full(value, type).item());
    }

    DecoderConfig config() {
        return weights.config();
    }

    DecoderWeights weights() {
        return weights;
    }

    int depth() {
        return blocks.size();
    }

    /** The angles of the tokens at these positions, by the rope that turns them. */
    Map<Rope, Rotary.Angles> angles(long[] positions) {
        Map<Rope, Rotary.Angles> angles = new HashMap<>();
        rotaries.forEach((rope, rotary) -> angles.put(rope, rotary.at(positions)));
        return angles;
    }

    /** One layer's outputs [T, H] of its inputs [T, H]. */
    Tensor layer(int layer, Tensor x, Map<Rope, Rotary.Angles> angles, Attention attention) {
        return blocks.get(layer)
                .apply(x, angles.get(config().layers().get(layer).rope()), attention, layer);
    }

    /** What the head reads [T, H] of the last layer's outputs. */
    Tensor normed(Tensor x) {
        return weights.norm().apply(x);
    }

    /** The last hidden states [T, H] of tokens [T] at these positions. */
    Tensor hidden(long[] tokens, long[] positions, Attention attention) {
        Tensor x = embedded(tokens);
        Map<Rope, Rotary.Angles> angles = angles(positions);
        for (int layer = 0; layer < depth(); layer++) {
            x = layer(layer, x, angles, attention);
        }
        return normed(x);
    }

    /** What the first layer reads [T, H]. */
    Tensor embedded(long[] tokens) {
        Tensor frozen = weights.embedding().indexSelect(0, Tensor.of(tokens, tokens.length));
        Tensor rows = learning.map(l -> l.lookUp(frozen, tokens)).orElse(frozen);
        return embeddingScale == 1 ? rows : rows.mul(embeddingScale);
    }
}

package org.lungta.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.lungta.tensor.Tensor;

/** A pre-norm transformer decoder with rotary positions, grouped keys and a gated MLP, over flat tokens [T]. */
final class Decoder {
    private final DecoderWeights weights;
    private final List<Block> blocks;
    private final Rotary rotary;

    private Decoder(DecoderWeights weights, List<Block> blocks) {
        this.weights = weights;
        this.blocks = blocks;
        this.rotary = new Rotary(weights.config(), weights.embedding().dtype());
    }

    /** A decoder whose linear maps are what {@code linears} makes of (module name, frozen map). */
    static Decoder of(DecoderWeights weights, BiFunction<String, Linear.Dense, Linear> linears) {
        Map<String, Linear> made = weights.linears().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> linears.apply(e.getKey(), e.getValue())));
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < weights.layers().size(); i++) {
            blocks.add(Block.of(weights.config(), weights.layers().get(i), made, "model.layers." + i + "."));
        }
        return new Decoder(weights, blocks);
    }

    DecoderConfig config() {
        return weights.config();
    }

    DecoderWeights weights() {
        return weights;
    }

    /** The last hidden states [T, H] of tokens [T] at these positions. */
    Tensor hidden(long[] tokens, long[] positions, Attention attention) {
        Tensor x = weights.embedding().indexSelect(0, Tensor.of(tokens, tokens.length)); // [T, H]
        Rotary.Angles angles = rotary.at(positions);
        for (int layer = 0; layer < blocks.size(); layer++) {
            x = blocks.get(layer).apply(x, angles, attention, layer);
        }
        return RmsNorm.apply(x, weights.norm(), config().normEpsilon());
    }
}

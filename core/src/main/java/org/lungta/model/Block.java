package org.lungta.model;

import java.util.Map;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/** One layer: x + attention(norm x), then x + mlp(norm x). */
record Block(
        DecoderConfig config,
        DecoderWeights.Layer frozen,
        Linear query,
        Linear key,
        Linear value,
        Linear output,
        Mlp mlp) {

    /** down(silu(gate x) * up x) (arXiv:2002.05202). */
    record Mlp(Linear gate, Linear up, Linear down) {
        Tensor apply(Tensor x) {
            return down.apply(gate.apply(x).silu().mul(up.apply(x)));
        }
    }

    static Block of(DecoderConfig config, DecoderWeights.Layer frozen, Map<String, Linear> linears, String prefix) {
        String attention = prefix + "self_attn.";
        String mlp = prefix + "mlp.";
        return new Block(
                config,
                frozen,
                linears.get(attention + "q_proj"),
                linears.get(attention + "k_proj"),
                linears.get(attention + "v_proj"),
                linears.get(attention + "o_proj"),
                new Mlp(linears.get(mlp + "gate_proj"), linears.get(mlp + "up_proj"), linears.get(mlp + "down_proj")));
    }

    Tensor apply(Tensor x, Rotary.Angles angles, Attention attention, int layer) {
        return Autograd.keep(() -> {
            Tensor attended =
                    x.add(attend(RmsNorm.apply(x, frozen.inputNorm(), config.normEpsilon()), angles, attention, layer));
            return attended.add(mlp.apply(RmsNorm.apply(attended, frozen.postNorm(), config.normEpsilon())));
        });
    }

    private Tensor attend(Tensor x, Rotary.Angles angles, Attention attention, int layer) {
        long tokens = x.size(0);
        Tensor q = angles.rotate(query.apply(x).view(tokens, config.heads(), config.headSize())); // [T, N, D]
        Tensor k = angles.rotate(key.apply(x).view(tokens, config.keyValueHeads(), config.headSize())); // [T, K, D]
        Tensor v = value.apply(x).view(tokens, config.keyValueHeads(), config.headSize()); // [T, K, D]
        return output.apply(attention.attend(layer, q, k, v));
    }
}

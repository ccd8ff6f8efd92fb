package org.lungta.model;

import java.util.Map;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/** One layer: x + attention(norm x), then x + mlp(norm x), with norms of what is added where the family has them. */
record Block(
        DecoderConfig.Heads heads,
        DecoderWeights.Layer frozen,
        Linear query,
        Linear key,
        Linear value,
        Linear output,
        Mlp mlp) {

    /** down(activation(gate x) * up x) (arXiv:2002.05202). */
    record Mlp(Activation activation, Linear gate, Linear up, Linear down) {
        Tensor apply(Tensor x) {
            return down.apply(activation.apply(gate.apply(x)).mul(up.apply(x)));
        }
    }

    static Block of(DecoderConfig config, DecoderWeights.Layer frozen, Map<String, Linear> linears, String prefix) {
        String attention = prefix + "self_attn.";
        String mlp = prefix + "mlp.";
        return new Block(
                config.heads(),
                frozen,
                linears.get(attention + "q_proj"),
                linears.get(attention + "k_proj"),
                linears.get(attention + "v_proj"),
                linears.get(attention + "o_proj"),
                new Mlp(
                        config.activation(),
                        linears.get(mlp + "gate_proj"),
                        linears.get(mlp + "up_proj"),
                        linears.get(mlp + "down_proj")));
    }

    Tensor apply(Tensor x, Rotary.Angles angles, Attention attention, int layer) {
        return Autograd.keep(() -> {
            Tensor normed = Rowwise.apply(x, rows -> norm(Norms.Place.INPUT, rows));
            Tensor attended = attend(normed, angles, attention, layer);
            Tensor y = x.add(norm(Norms.Place.ATTENDED, attended));
            return Rowwise.apply(y, this::mapped);
        });
    }

    private Tensor mapped(Tensor x) {
        return x.add(norm(Norms.Place.MLP_OUTPUT, mlp.apply(norm(Norms.Place.MLP_INPUT, x))));
    }

    private Tensor attend(Tensor x, Rotary.Angles angles, Attention attention, int layer) {
        long tokens = x.size(0);
        Tensor q = query.apply(x).view(tokens, heads.queries(), heads.size()); // [T, N, D]
        Tensor k = key.apply(x).view(tokens, heads.keyValues(), heads.size()); // [T, K, D]
        Tensor v = value.apply(x).view(tokens, heads.keyValues(), heads.size()); // [T, K, D]
        Tensor turnedQ = angles.rotate(norm(Norms.Place.QUERY, q)).mul(heads.scale());
        Tensor turnedK = angles.rotate(norm(Norms.Place.KEY, k));
        return output.apply(attention.attend(layer, turnedQ, turnedK, v));
    }

    private Tensor norm(Norms.Place place, Tensor x) {
        return frozen.norm(place).apply(x);
    }
}

package org.lungta.gguf;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the tensors of a folder; at the end every tensor of the file must have been asked for. Mutable, for one file. */
final class Weights {
    private final GgufHeader header;
    private final List<Weight> weights = new ArrayList<>();
    private final Set<String> used = new HashSet<>();

    Weights(GgufHeader header) {
        this.header = header;
    }

    /** The tensor {@code source} of this shape becomes {@code name}. */
    void add(String name, String source, long... shape) {
        add(name, source, new RowOrder.Same(), 0, shape);
    }

    void add(String name, String source, RowOrder order, float minus, long... shape) {
        weights.add(new Weight(name, take(source, shape), order, minus));
    }

    /** Asks for a tensor that must have this shape. */
    TensorInfo take(String source, long... shape) {
        TensorInfo tensor = header.tensor(source);
        List<Long> wanted = new ArrayList<>();
        for (long size : shape) {
            wanted.add(size);
        }
        require(
                tensor.shape().equals(wanted),
                "%s: tensor \"%s\" has the shape %s; by the metadata it must be %s: the file is damaged; copy it again",
                header.metadata().file(),
                source,
                tensor.shape(),
                wanted);
        used.add(source);
        return tensor;
    }

    /** The query, key, value and output of attention, and the three matrices of the MLP, which all families have. */
    void matrices(int layer, Sizes sizes, RowOrder turned) {
        String block = block(layer);
        String name = name(layer);
        long hidden = sizes.hidden();
        add(name + "self_attn.q_proj.weight", block + "attn_q.weight", turned, 0, sizes.queries(), hidden);
        add(name + "self_attn.k_proj.weight", block + "attn_k.weight", turned, 0, sizes.keys(), hidden);
        add(name + "self_attn.v_proj.weight", block + "attn_v.weight", sizes.keys(), hidden);
        add(name + "self_attn.o_proj.weight", block + "attn_output.weight", hidden, sizes.queries());
        add(name + "mlp.gate_proj.weight", block + "ffn_gate.weight", sizes.intermediate(), hidden);
        add(name + "mlp.up_proj.weight", block + "ffn_up.weight", sizes.intermediate(), hidden);
        add(name + "mlp.down_proj.weight", block + "ffn_down.weight", hidden, sizes.intermediate());
    }

    /** The two norms of a layer that are before attention and before the MLP. */
    void twoNorms(int layer, Sizes sizes) {
        add(name(layer) + "input_layernorm.weight", block(layer) + "attn_norm.weight", sizes.hidden());
        add(name(layer) + "post_attention_layernorm.weight", block(layer) + "ffn_norm.weight", sizes.hidden());
    }

    /** What the file calls the layer. */
    static String block(int layer) {
        return "blk." + layer + ".";
    }

    /** What the checkpoint calls it. */
    static String name(int layer) {
        return "model.layers." + layer + ".";
    }

    /** All of them in the order of their names. */
    List<Weight> sorted() {
        Set<String> rest = new HashSet<>(header.tensors().keySet());
        rest.removeAll(used);
        require(
                rest.isEmpty(),
                "%s: tensor \"%s\" has no place in a model of this architecture (%d such): the model is a variant that is not"
                        + " implemented",
                header.metadata().file(),
                rest.stream().sorted().findFirst().orElse(""),
                rest.size());
        return weights.stream().sorted(Comparator.comparing(Weight::name)).toList();
    }
}

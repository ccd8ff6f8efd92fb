package org.lungta.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lungta.tensor.Tensor;

/**
 * The frozen tensors of a decoder, under the checkpoint's own names. Lives for a run; its owner closes it.
 *
 * @param embedding [V, H]
 * @param head [V, H]; the same tensor as the embedding where they are tied
 */
public record DecoderWeights(DecoderConfig config, Tensor embedding, Tensor head, Tensor norm, List<Layer> layers)
        implements AutoCloseable {

    /** One layer: two norms [H] and seven linear maps. */
    public record Layer(
            Tensor inputNorm,
            Linear.Dense query,
            Linear.Dense key,
            Linear.Dense value,
            Linear.Dense output,
            Tensor postNorm,
            Linear.Dense gate,
            Linear.Dense up,
            Linear.Dense down) {}

    /** Where a family's tensors come from: by name, checked against a shape. */
    @FunctionalInterface
    public interface Source {
        Tensor tensor(String name, long... shape);
    }

    /** Reads the layout that Llama, Qwen2 and their relatives share. */
    public static DecoderWeights read(DecoderConfig c, Source source) {
        Tensor embedding = source.tensor("model.embed_tokens.weight", c.vocabulary(), c.hidden());
        Tensor head = c.tiedHead() ? embedding : source.tensor("lm_head.weight", c.vocabulary(), c.hidden());
        List<Layer> layers = java.util.stream.IntStream.range(0, c.layers())
                .mapToObj(i -> layer(c, source, "model.layers." + i + "."))
                .toList();
        return new DecoderWeights(c, embedding, head, source.tensor("model.norm.weight", c.hidden()), layers);
    }

    private static Layer layer(DecoderConfig c, Source source, String prefix) {
        int queries = c.heads() * c.headSize();
        int keys = c.keyValueHeads() * c.headSize();
        String attention = prefix + "self_attn.";
        String mlp = prefix + "mlp.";
        boolean bias = c.attentionBias();
        return new Layer(
                source.tensor(prefix + "input_layernorm.weight", c.hidden()),
                dense(source, attention + "q_proj", queries, c.hidden(), bias),
                dense(source, attention + "k_proj", keys, c.hidden(), bias),
                dense(source, attention + "v_proj", keys, c.hidden(), bias),
                dense(source, attention + "o_proj", c.hidden(), queries, false),
                source.tensor(prefix + "post_attention_layernorm.weight", c.hidden()),
                dense(source, mlp + "gate_proj", c.intermediate(), c.hidden(), false),
                dense(source, mlp + "up_proj", c.intermediate(), c.hidden(), false),
                dense(source, mlp + "down_proj", c.hidden(), c.intermediate(), false));
    }

    private static Linear.Dense dense(Source source, String module, int out, int in, boolean bias) {
        return new Linear.Dense(
                source.tensor(module + ".weight", out, in), bias ? source.tensor(module + ".bias", out) : null);
    }

    /** The linear maps by module name, in the order of the layers. */
    Map<String, Linear.Dense> linears() {
        Map<String, Linear.Dense> linears = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            String attention = "model.layers." + i + ".self_attn.";
            String mlp = "model.layers." + i + ".mlp.";
            linears.put(attention + "q_proj", layer.query());
            linears.put(attention + "k_proj", layer.key());
            linears.put(attention + "v_proj", layer.value());
            linears.put(attention + "o_proj", layer.output());
            linears.put(mlp + "gate_proj", layer.gate());
            linears.put(mlp + "up_proj", layer.up());
            linears.put(mlp + "down_proj", layer.down());
        }
        return linears;
    }

    /** The weights of all linear maps but the head. */
    public long linearParameters() {
        return linears().values().stream().mapToLong(l -> l.weight().numel()).sum();
    }

    /** Inputs plus outputs of all linear maps but the head: what a LoRA pair of rank 1 on each would hold. */
    public long linearSides() {
        return linears().values().stream()
                .mapToLong(l -> l.weight().size(0) + l.weight().size(1))
                .sum();
    }

    @Override
    public void close() {
        linears().values().forEach(dense -> {
            dense.weight().close();
            if (dense.bias() != null) {
                dense.bias().close();
            }
        });
        layers.forEach(layer -> {
            layer.inputNorm().close();
            layer.postNorm().close();
        });
        norm.close();
        if (!config.tiedHead()) {
            head.close();
        }
        embedding.close();
    }
}

package org.lungta.model;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lungta.tensor.Tensor;

/**
 * The frozen tensors of a decoder, under the checkpoint's own names. Lives for a run; its owner closes it.
 *
 * @param embedding [V, H]
 * @param head [V, H]; the same tensor as the embedding where they are tied
 */
public record DecoderWeights(DecoderConfig config, Tensor embedding, Tensor head, Norm norm, List<Layer> layers)
        implements AutoCloseable {

    /** One layer: its norms and seven linear maps. */
    public record Layer(
            Map<Norms.Place, Norm> norms,
            Linear.Dense query,
            Linear.Dense key,
            Linear.Dense value,
            Linear.Dense output,
            Linear.Dense gate,
            Linear.Dense up,
            Linear.Dense down) {
        Norm norm(Norms.Place place) {
            return norms.get(place);
        }
    }

    /** Where a family's tensors come from: by name, checked against a shape. */
    @FunctionalInterface
    public interface Source {
        Tensor tensor(String name, long... shape);
    }

    /** Reads the layout that Llama and its relatives share. */
    public static DecoderWeights read(DecoderConfig c, Source source) {
        int hidden = c.sizes().hidden();
        Tensor embedding = source.tensor("model.embed_tokens.weight", c.sizes().vocabulary(), hidden);
        Tensor head = c.tiedHead()
                ? embedding
                : source.tensor("lm_head.weight", c.sizes().vocabulary(), hidden);
        Norm norm = norm(c, source, "model.norm", hidden);
        List<Layer> layers = IntStream.range(0, c.layers().size())
                .mapToObj(i -> layer(c, source, "model.layers." + i + "."))
                .toList();
        return new DecoderWeights(c, embedding, head, norm, layers);
    }

    private static Layer layer(DecoderConfig c, Source source, String prefix) {
        int hidden = c.sizes().hidden();
        int intermediate = c.sizes().intermediate();
        int queries = c.heads().queries() * c.heads().size();
        int keys = c.heads().keyValues() * c.heads().size();
        String attention = prefix + "self_attn.";
        String mlp = prefix + "mlp.";
        return new Layer(
                norms(c, source, prefix),
                dense(c, source, attention, "q_proj", queries, hidden),
                dense(c, source, attention, "k_proj", keys, hidden),
                dense(c, source, attention, "v_proj", keys, hidden),
                dense(c, source, attention, "o_proj", hidden, queries),
                dense(c, source, mlp, "gate_proj", intermediate, hidden),
                dense(c, source, mlp, "up_proj", intermediate, hidden),
                dense(c, source, mlp, "down_proj", hidden, intermediate));
    }

    private static Map<Norms.Place, Norm> norms(DecoderConfig c, Source source, String prefix) {
        Map<Norms.Place, Norm> norms = new EnumMap<>(Norms.Place.class);
        for (Norms.Place place : Norms.Place.values()) {
            String name = c.norms().names().get(place);
            int size = place == Norms.Place.QUERY || place == Norms.Place.KEY
                    ? c.heads().size()
                    : c.sizes().hidden();
            norms.put(place, name == null ? new Norm.None() : norm(c, source, prefix + name, size));
        }
        return norms;
    }

    private static Norm norm(DecoderConfig c, Source source, String module, int size) {
        return c.norms()
                .kind()
                .of(source.tensor(module + ".weight", size), c.norms().epsilon());
    }

    private static Linear.Dense dense(DecoderConfig c, Source source, String parent, String name, int out, int in) {
        return new Linear.Dense(
                source.tensor(parent + name + ".weight", out, in),
                c.biases().contains(name) ? source.tensor(parent + name + ".bias", out) : null);
    }

    /** The same weights, not copied, under another embedding [V, H], which a tied head shares, or another head. Never closed. */
    DecoderWeights withTables(Optional<Tensor> otherEmbedding, Optional<Tensor> otherHead) {
        Tensor shown = otherEmbedding.orElse(embedding);
        return new DecoderWeights(config, shown, config.tiedHead() ? shown : otherHead.orElse(head), norm, layers);
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
        layers.forEach(layer -> layer.norms().values().forEach(Norm::close));
        norm.close();
        if (!config.tiedHead()) {
            head.close();
        }
        embedding.close();
    }
}

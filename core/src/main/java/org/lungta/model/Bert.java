package org.lungta.model;

import java.util.ArrayList;
import java.util.List;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/**
 * BERT (arXiv:1810.04805) with mean pooling and L2 normalisation: post-norm layers, absolute positions, one token type. Lives for
 * a run; its owner closes it.
 */
public final class Bert implements AutoCloseable {
    /** The shape, in the words of config.json. */
    public record Config(
            int vocabulary,
            int hidden,
            int intermediate,
            int layers,
            int heads,
            int positions,
            int types,
            double epsilon) {}

    private record Norm(Tensor weight, Tensor bias) {}

    private record Layer(
            Linear.Dense query,
            Linear.Dense key,
            Linear.Dense value,
            Linear.Dense output,
            Norm attentionNorm,
            Linear.Dense up,
            Linear.Dense down,
            Norm norm) {}

    private final Config config;
    private final Tensor words;
    private final Tensor positions;
    private final Tensor types;
    private final Norm norm;
    private final List<Layer> layers = new ArrayList<>();
    private final List<Tensor> owned = new ArrayList<>();

    public Bert(Config config, DecoderWeights.Source source) {
        this.config = config;
        int h = config.hidden();
        DecoderWeights.Source keep = (name, shape) -> {
            Tensor tensor = source.tensor(name, shape);
            owned.add(tensor);
            return tensor;
        };
        this.words = keep.tensor("embeddings.word_embeddings.weight", config.vocabulary(), h);
        this.positions = keep.tensor("embeddings.position_embeddings.weight", config.positions(), h);
        this.types = keep.tensor("embeddings.token_type_embeddings.weight", config.types(), h);
        this.norm = norm(keep, "embeddings.LayerNorm");
        for (int i = 0; i < config.layers(); i++) {
            layers.add(layer(keep, "encoder.layer." + i + "."));
        }
    }

    private Layer layer(DecoderWeights.Source source, String prefix) {
        int h = config.hidden();
        return new Layer(
                dense(source, prefix + "attention.self.query", h, h),
                dense(source, prefix + "attention.self.key", h, h),
                dense(source, prefix + "attention.self.value", h, h),
                dense(source, prefix + "attention.output.dense", h, h),
                norm(source, prefix + "attention.output.LayerNorm"),
                dense(source, prefix + "intermediate.dense", config.intermediate(), h),
                dense(source, prefix + "output.dense", h, config.intermediate()),
                norm(source, prefix + "output.LayerNorm"));
    }

    private static Linear.Dense dense(DecoderWeights.Source source, String name, int out, int in) {
        return new Linear.Dense(source.tensor(name + ".weight", out, in), source.tensor(name + ".bias", out));
    }

    private Norm norm(DecoderWeights.Source source, String name) {
        return new Norm(
                source.tensor(name + ".weight", config.hidden()), source.tensor(name + ".bias", config.hidden()));
    }

    /** Unit vectors [B, H] of token sequences: each text sees itself alone, and the products of all run together. */
    Tensor embed(List<Tokens> batch) {
        List<PromptGroup> alone = batch.stream()
                .map(tokens -> new PromptGroup(tokens, List.of(Tokens.empty())))
                .toList();
        Sequences sequences = new Sequences(alone);
        Tensor x = words.indexSelect(0, Tensor.of(sequences.tokens(), sequences.length()))
                .add(positions.indexSelect(0, Tensor.of(sequences.positions(), sequences.length())))
                .add(types.narrow(0, 0, 1));
        x = normalise(x, norm); // [T, H]
        for (Layer layer : layers) {
            Tensor attended = normalise(x.add(layer.output().apply(attend(layer, x, batch))), layer.attentionNorm());
            Tensor mapped = layer.down().apply(layer.up().apply(attended).gelu());
            x = normalise(attended.add(mapped), layer.norm());
        }
        return unit(mean(x, batch));
    }

    private Tensor attend(Layer layer, Tensor x, List<Tokens> batch) {
        long size = config.hidden() / config.heads();
        long tokens = x.size(0);
        Tensor q = layer.query().apply(x).view(tokens, config.heads(), size).mul(1 / Math.sqrt(size));
        Tensor k = layer.key().apply(x).view(tokens, config.heads(), size);
        Tensor v = layer.value().apply(x).view(tokens, config.heads(), size);
        List<Tensor> outputs = new ArrayList<>();
        long at = 0;
        for (Tokens text : batch) {
            Tensor all = Tensor.zeros(x.dtype(), 1, text.length());
            outputs.add(Attention.grouped(
                    q.narrow(0, at, text.length()),
                    k.narrow(0, at, text.length()),
                    v.narrow(0, at, text.length()),
                    all));
            at += text.length();
        }
        return Tensor.cat(outputs, 0);
    }

    private Tensor normalise(Tensor x, Norm by) {
        return x.layerNorm(by.weight(), by.bias(), config.epsilon());
    }

    /** The mean over every token, special ones included. */
    private static Tensor mean(Tensor x, List<Tokens> batch) {
        List<Tensor> means = new ArrayList<>();
        long at = 0;
        for (Tokens text : batch) {
            means.add(x.narrow(0, at, text.length())
                    .sum(0)
                    .mul(1.0 / text.length())
                    .unsqueeze(0));
            at += text.length();
        }
        return Tensor.cat(means, 0);
    }

    private static Tensor unit(Tensor x) {
        return x.div(x.normLast().clampMin(1e-12));
    }

    @Override
    public void close() {
        owned.forEach(Tensor::close);
    }
}

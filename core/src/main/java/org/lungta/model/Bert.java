package org.lungta.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/**
 * BERT (arXiv:1810.04805) and XLM-R (arXiv:1911.02116) as sentence encoders: post-norm layers, absolute positions, one token type.
 */
public final class Bert implements Embedder {
    /** The shape, in the words of config.json. */
    public record Config(
            int vocabulary,
            int hidden,
            int intermediate,
            int layers,
            int heads,
            int positions,
            int types,
            double epsilon,
            Numbering numbering)
            implements Embedder.Config {}

    /** The name of the table of words [V, H] among {@link #tensors}. */
    public static final String WORDS = "embeddings.word_embeddings.weight";

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
    private final Readout readout;
    private final Tensor words;
    private final Tensor positions;
    private final Tensor types;
    private final Norm norm;
    private final List<Layer> layers = new ArrayList<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Dropout dropout = new Dropout();

    public Bert(Config config, Readout readout, DecoderWeights.Source source) {
        this.config = config;
        this.readout = readout;
        int h = config.hidden();
        DecoderWeights.Source keep = (name, shape) -> {
            Tensor tensor = source.tensor(name, shape);
            tensors.put(name, tensor);
            return tensor;
        };
        this.words = keep.tensor(WORDS, config.vocabulary(), h);
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

    @Override
    public Config config() {
        return config;
    }

    @Override
    public Readout readout() {
        return readout;
    }

    @Override
    public Tensor table() {
        return words;
    }

    /** A row a token. */
    @Override
    public Tokens rows(Tokens text) {
        return text;
    }

    @Override
    public Map<String, Tensor> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /** Of the embeddings of tokens and of what the layers add. */
    @Override
    public void dropout(double probability) {
        dropout.probability(probability);
    }

    /** Each text sees itself alone, and the products of all run together. */
    @Override
    public Tensor embed(List<Tokens> batch, Lookup lookup) {
        Tensor x = dropout.apply(normalise(inputs(batch, lookup), norm)); // [T, H]
        for (Layer layer : layers) {
            Tensor below = x;
            x = Autograd.keep(() -> apply(layer, below, batch)); // a layer's temporaries end with it
        }
        return readout.read(x.to(DType.FLOAT32), batch);
    }

    private Tensor apply(Layer layer, Tensor x, List<Tokens> batch) {
        Tensor seen = dropout.apply(layer.output().apply(attend(layer, x, batch)));
        Tensor attended = normalise(x.add(seen), layer.attentionNorm());
        Tensor mapped =
                dropout.apply(layer.down().apply(layer.up().apply(attended).gelu()));
        return normalise(attended.add(mapped), layer.norm());
    }

    private Tensor inputs(List<Tokens> batch, Lookup lookup) {
        int total = batch.stream().mapToInt(Tokens::length).sum();
        long[] ids = new long[total];
        long[] places = new long[total];
        int at = 0;
        for (Tokens text : batch) {
            long[] own = config.numbering().positions(text);
            for (int i = 0; i < own.length; i++) {
                ids[at] = text.at(i);
                places[at++] = own[i];
            }
        }
        return lookup.rows(ids)
                .add(positions.indexSelect(0, Tensor.of(places, total)))
                .add(types.narrow(0, 0, 1));
    }

    private Tensor attend(Layer layer, Tensor x, List<Tokens> batch) {
        long size = config.hidden() / config.heads();
        long tokens = x.size(0);
        Tensor q = layer.query().apply(x).view(tokens, config.heads(), size).mul(1 / Math.sqrt(size));
        Tensor k = layer.key().apply(x).view(tokens, config.heads(), size);
        Tensor v = layer.value().apply(x).view(tokens, config.heads(), size);
        long[] rows = rowsOfEqualLength(batch);
        List<Tensor> queries =
                q.split(rows); // not narrowed: the gradient of a narrowed tensor is as large as the whole
        List<Tensor> keys = k.split(rows);
        List<Tensor> values = v.split(rows);
        List<Tensor> outputs = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < rows.length; i++) {
            int texts = equallyLong(batch, first);
            outputs.add(attend(queries.get(i), keys.get(i), values.get(i), texts));
            first += texts;
        }
        return Tensor.cat(outputs, 0);
    }

    private static long[] rowsOfEqualLength(List<Tokens> batch) {
        List<Long> rows = new ArrayList<>();
        for (int first = 0; first < batch.size(); first += equallyLong(batch, first)) {
            rows.add((long) equallyLong(batch, first) * batch.get(first).length());
        }
        return rows.stream().mapToLong(Long::longValue).toArray();
    }

    /** How many texts from here on are as long as the first of them: they are computed as one. */
    private static int equallyLong(List<Tokens> batch, int first) {
        int end = first + 1;
        while (end < batch.size() && batch.get(end).length() == batch.get(first).length()) {
            end++;
        }
        return end - first;
    }

    /** softmax(q k^T) v within each of some texts of one length, of q (scaled), k, v [T, N, D]; [T, N D]. */
    private static Tensor attend(Tensor q, Tensor k, Tensor v, long texts) {
        long length = q.size(0) / texts;
        long heads = q.size(1);
        long size = q.size(2);
        Tensor queries = byHead(q, texts).reshape(texts * heads, length, size);
        Tensor keys = byHead(k, texts).transpose(2, 3).reshape(texts * heads, size, length);
        Tensor values = byHead(v, texts).reshape(texts * heads, length, size);
        Tensor shares = queries.bmm(keys).softmaxLast().to(q.dtype());
        return shares.bmm(values)
                .view(texts, heads, length, size)
                .permute(0, 2, 1, 3)
                .reshape(texts * length, heads * size);
    }

    /** [T, N, D] as [texts, N, T / texts, D]. */
    private static Tensor byHead(Tensor x, long texts) {
        return x.view(texts, x.size(0) / texts, x.size(1), x.size(2)).permute(0, 2, 1, 3);
    }

    private Tensor normalise(Tensor x, Norm by) {
        return x.layerNorm(by.weight(), by.bias(), config.epsilon());
    }
}

package org.lungta.model;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;

/**
 * The LoRA pairs of a decoder by module name ("model.layers.0.self_attn.q_proj"), and the rows of embedding and head that learn
 * with them, if any. Lives for a run; its owner closes it.
 */
public final class Adapter implements AutoCloseable {
    /** The name of the embedding's learning rows among {@link #tensors}. */
    public static final String ROWS = "model.embed_tokens.token_adapter.trainable_tokens_delta";

    /** The name of those of a head of its own. */
    public static final String HEAD_ROWS = "lm_head.token_adapter.trainable_tokens_delta";

    private final AdapterConfig config;
    private final Map<String, Lora> pairs;
    private final LearntRows rows;

    private Adapter(AdapterConfig config, Map<String, Lora> pairs, LearntRows rows) {
        this.config = config;
        this.pairs = pairs;
        this.rows = rows;
    }

    /** As PEFT begins: A uniform in +-1/sqrt(in), B zero, so that the adapted model is the base model. */
    public static Adapter fresh(AdapterConfig config, DecoderWeights weights, long seed) {
        LearntRows rows = LearntRows.of(config, weights, (name, ids, table) -> TokenRows.of(ids, table));
        return make(config, weights, rows, (module, shape) -> {
            if (module.endsWith("lora_B")) {
                return new float[Math.toIntExact(shape[0] * shape[1])];
            }
            double bound = 1 / Math.sqrt(shape[1]);
            long key = CounterRandom.bits(seed, CounterRandom.coordinate(module));
            float[] values = new float[Math.toIntExact(shape[0] * shape[1])];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((2 * CounterRandom.uniform(key, i) - 1) * bound);
            }
            return values;
        });
    }

    /**
     * An adapter whose tensors are given.
     *
     * @param values (module + ".lora_A" or ".lora_B", or {@link #ROWS} or {@link #HEAD_ROWS}, shape) to values in row order
     */
    public static Adapter make(
            AdapterConfig config, DecoderWeights weights, BiFunction<String, long[], float[]> values) {
        LearntRows rows = LearntRows.of(
                config,
                weights,
                (name, ids, table) ->
                        TokenRows.make(ids, table, values.apply(name, new long[] {ids.size(), table.size(1)})));
        return make(config, weights, rows, values);
    }

    private static Adapter make(
            AdapterConfig config, DecoderWeights weights, LearntRows rows, BiFunction<String, long[], float[]> values) {
        DType type = weights.embedding().dtype().wide();
        Map<String, Lora> pairs = new LinkedHashMap<>();
        try {
            weights.linears().forEach((module, dense) -> {
                if (config.targets().contains(module.substring(module.lastIndexOf('.') + 1))) {
                    long[] a = {config.rank(), dense.weight().size(1)};
                    long[] b = {dense.weight().size(0), config.rank()};
                    float[] left = values.apply(module + ".lora_A", a);
                    float[] right = values.apply(module + ".lora_B", b);
                    pairs.put(module, new Lora(own(left, a, type), own(right, b, type), config.scale()));
                }
            });
        } catch (RuntimeException refused) {
            new Adapter(config, pairs, rows).close();
            throw refused;
        }
        return new Adapter(config, pairs, rows);
    }

    /** An independent copy that does not learn. */
    public Adapter frozenCopy() {
        Map<String, Lora> copies = new LinkedHashMap<>();
        pairs.forEach((module, pair) -> copies.put(
                module,
                new Lora(
                        Autograd.own(() -> pair.a().detach().copy()),
                        Autograd.own(() -> pair.b().detach().copy()),
                        pair.scale())));
        return new Adapter(config, copies, rows.frozenCopy());
    }

    /**
     * The same adapter on the way from the base model (0) to itself (1): W + lambda (alpha / r) B A. It shares this one's memory
     * and does not learn; both are closed.
     */
    public Adapter scaled(double lambda) {
        require(0 <= lambda && lambda <= 1, "the scale of an adapter is %s, outside [0, 1]", lambda);
        Map<String, Lora> scaled = new LinkedHashMap<>();
        pairs.forEach((module, pair) -> scaled.put(module, pair.scaled(lambda)));
        return new Adapter(config.scaled(lambda), scaled, rows.scaled(lambda));
    }

    public AdapterConfig config() {
        return config;
    }

    /** The pairs by module, in the order of the layers. */
    public Map<String, Lora> pairs() {
        return pairs;
    }

    /** The rows of the embedding, and of a head that is tied to it, that learn. */
    public Optional<TokenRows> rows() {
        return rows.embedding();
    }

    /** The rows of a head of its own that learn. */
    public Optional<TokenRows> headRows() {
        return rows.head();
    }

    LearntRows learnt() {
        return rows;
    }

    /** Every A and B by name, in the order of the layers, and the learning rows. */
    public Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        pairs.forEach((module, pair) -> {
            tensors.put(module + ".lora_A", pair.a());
            tensors.put(module + ".lora_B", pair.b());
        });
        rows.forEach((name, learning) -> tensors.put(name, learning.values()));
        return tensors;
    }

    /** The linear map of this module with the adapter's pair, if it has one there, beside it. */
    Linear over(String module, Linear under, Dropout dropout) {
        Lora pair = pairs.get(module);
        return pair == null || pair.scale() == 0 ? under : new Linear.Adapted(under, pair, dropout);
    }

    /** The pairs that these adapters have at a module, in their order; those with scale 0 add nothing and are left out. */
    public static List<Lora> pairs(List<Adapter> adapters, String module) {
        return adapters.stream()
                .map(adapter -> adapter.pairs.get(module))
                .filter(pair -> pair != null && pair.scale() != 0)
                .toList();
    }

    /** Makes its tensors leaves that collect gradients. */
    List<Tensor> trainable() {
        List<Tensor> parameters = new ArrayList<>(tensors().values());
        parameters.forEach(Tensor::trainable);
        return parameters;
    }

    private static Tensor own(float[] values, long[] shape, DType type) {
        return Autograd.own(() -> Tensor.of(values, shape).to(type));
    }

    @Override
    public void close() {
        tensors().values().forEach(Tensor::close);
    }
}

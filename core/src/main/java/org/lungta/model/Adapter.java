package org.lungta.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/** The LoRA pairs of a decoder by module name ("model.layers.0.self_attn.q_proj"). Lives for a run; its owner closes it. */
public final class Adapter implements AutoCloseable {
    private final AdapterConfig config;
    private final Map<String, Lora> pairs;

    private Adapter(AdapterConfig config, Map<String, Lora> pairs) {
        this.config = config;
        this.pairs = pairs;
    }

    /** As PEFT begins: A uniform in +-1/sqrt(in), B zero, so that the adapted model is the base model. */
    public static Adapter fresh(AdapterConfig config, DecoderWeights weights, long seed) {
        return make(config, weights, (module, shape) -> {
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
     * @param values (module + ".lora_A" or ".lora_B", shape) to values in row order
     */
    public static Adapter make(
            AdapterConfig config, DecoderWeights weights, BiFunction<String, long[], float[]> values) {
        Map<String, Lora> pairs = new LinkedHashMap<>();
        weights.linears().forEach((module, dense) -> {
            if (config.targets().contains(module.substring(module.lastIndexOf('.') + 1))) {
                long[] a = {config.rank(), dense.weight().size(1)};
                long[] b = {dense.weight().size(0), config.rank()};
                pairs.put(
                        module,
                        new Lora(
                                own(values.apply(module + ".lora_A", a), a),
                                own(values.apply(module + ".lora_B", b), b),
                                config.scale()));
            }
        });
        return new Adapter(config, pairs);
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
        return new Adapter(config, copies);
    }

    public AdapterConfig config() {
        return config;
    }

    /** The pairs by module, in the order of the layers. */
    public Map<String, Lora> pairs() {
        return pairs;
    }

    /** Every A and B by name, in the order of the layers. */
    public Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        pairs.forEach((module, pair) -> {
            tensors.put(module + ".lora_A", pair.a());
            tensors.put(module + ".lora_B", pair.b());
        });
        return tensors;
    }

    /** The decoder with this adapter beside its frozen linear maps. */
    Decoder attach(DecoderWeights weights, Dropout dropout) {
        return Decoder.of(weights, (module, dense) -> {
            Lora pair = pairs.get(module);
            return pair == null ? dense : new Linear.Adapted(dense, pair, dropout);
        });
    }

    /** Makes A and B leaves that collect gradients. */
    List<Tensor> trainable() {
        List<Tensor> parameters = new ArrayList<>(tensors().values());
        parameters.forEach(Tensor::trainable);
        return parameters;
    }

    private static Tensor own(float[] values, long[] shape) {
        return Autograd.own(() -> Tensor.of(values, shape));
    }

    @Override
    public void close() {
        tensors().values().forEach(Tensor::close);
    }
}

package org.lungta.model;

import java.util.Arrays;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/**
 * Random weights to begin with, as functions of (seed, name, place): norms are one, embeddings normal with deviation 0.05, linear maps
 * normal with deviation 1 / sqrt(3 in), which is that of PyTorch's uniform ones.
 */
public record Beginning(long seed) implements DecoderWeights.Source {
    private static final double EMBEDDING = 0.05;

    @Override
    public Tensor tensor(String name, long... shape) {
        float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
        if (shape.length == 1) {
            Arrays.fill(values, 1);
        } else {
            boolean embedding = name.equals("model.embed_tokens.weight") || name.equals("lm_head.weight");
            double deviation = embedding ? EMBEDDING : 1 / Math.sqrt(3.0 * shape[1]);
            long key = CounterRandom.bits(seed, CounterRandom.coordinate(name));
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (deviation * normal(key, i));
            }
        }
        return Autograd.own(() -> Tensor.of(values, shape));
    }

    /** Box and Muller. */
    private static double normal(long key, int index) {
        double radius = Math.sqrt(-2 * Math.log(1 - CounterRandom.uniform(key, index, 0)));
        return radius * Math.cos(2 * Math.PI * CounterRandom.uniform(key, index, 1));
    }
}

package org.lungta.contrast;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.lungta.checkpoint.DType;
import org.lungta.checkpoint.SafetensorsWriter;
import org.lungta.random.CounterRandom;

/** Tensors as they are before anything is learnt, functions of the seed and of their names. */
record FreshTensors(long seed) {
    /** Of most weights, as in BERT. */
    static final double DEVIATION = 0.02;

    /** Of tables in which texts look up their vectors. */
    static final double OF_TABLES = 0.1;

    /** N(0, deviation^2). */
    SafetensorsWriter.Tensor normal(String name, double deviation, long... sizes) {
        long key = CounterRandom.bits(seed, CounterRandom.coordinate(name));
        return tensor(name, i -> deviation * gauss(key, i), sizes);
    }

    SafetensorsWriter.Tensor constant(String name, double value, long... sizes) {
        return tensor(name, i -> value, sizes);
    }

    private static SafetensorsWriter.Tensor tensor(String name, IntToDoubleFunction values, long... sizes) {
        List<Long> shape = Arrays.stream(sizes).boxed().toList();
        int count = Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
        return new SafetensorsWriter.Tensor(name, DType.F32, shape, () -> {
            ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++) {
                bytes.putFloat((float) values.applyAsDouble(i));
            }
            return bytes.flip();
        });
    }

    /** Box and Muller. */
    private static double gauss(long key, int index) {
        double radius = Math.sqrt(-2 * Math.log(1 - CounterRandom.uniform(key, index, 0)));
        return radius * Math.cos(2 * Math.PI * CounterRandom.uniform(key, index, 1));
    }
}

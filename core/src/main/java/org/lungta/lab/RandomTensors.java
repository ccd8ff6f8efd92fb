package org.lungta.lab;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lungta.checkpoint.DType;
import org.lungta.checkpoint.SafetensorsWriter;
import org.lungta.random.CounterRandom;

/** Collects random float32 tensors and writes them as safetensors; mutable, for one file. */
final class RandomTensors {
    private final long seed;
    private final List<SafetensorsWriter.Tensor> tensors = new ArrayList<>();

    RandomTensors(long seed) {
        this.seed = seed;
    }

    /** Normal values around a mean. */
    RandomTensors normal(String name, double mean, double deviation, long... shape) {
        long key = CounterRandom.bits(seed, CounterRandom.coordinate(name));
        return add(name, i -> mean + deviation * gauss(key, i), shape);
    }

    RandomTensors constant(String name, double value, long... shape) {
        return add(name, i -> value, shape);
    }

    void write(Path file) {
        SafetensorsWriter.write(file, Map.of("format", "pt"), tensors);
    }

    @FunctionalInterface
    private interface Values {
        double at(int index);
    }

    private RandomTensors add(String name, Values values, long... shape) {
        int count = 1;
        List<Long> sizes = new ArrayList<>();
        for (long size : shape) {
            count = Math.toIntExact(count * size);
            sizes.add(size);
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putFloat((float) values.at(i));
        }
        bytes.flip();
        tensors.add(new SafetensorsWriter.Tensor(name, DType.F32, sizes, bytes::duplicate));
        return this;
    }

    /** Box and Muller. */
    private static double gauss(long key, int index) {
        double radius = Math.sqrt(-2 * Math.log(1 - CounterRandom.uniform(key, index, 0)));
        return radius * Math.cos(2 * Math.PI * CounterRandom.uniform(key, index, 1));
    }
}

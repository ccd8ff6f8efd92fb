package org.lungta.bench;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** The least, the middle and the greatest of several repetitions. */
record Spread(double low, double median, double high) {

    /** Times {@code work} in seconds: once unmeasured, then {@code repetitions} times. */
    static Spread seconds(int repetitions, Runnable work) {
        work.run();
        double[] seconds = new double[repetitions];
        for (int i = 0; i < repetitions; i++) {
            long begin = System.nanoTime();
            work.run();
            seconds[i] = (System.nanoTime() - begin) / 1e9;
        }
        return of(seconds);
    }

    static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }

    /** The same through a falling function, such as a speed from a time. */
    Spread falling(DoubleUnaryOperator map) {
        return new Spread(map.applyAsDouble(high), map.applyAsDouble(median), map.applyAsDouble(low));
    }

    Spread times(double factor) {
        return new Spread(low * factor, median * factor, high * factor);
    }
}

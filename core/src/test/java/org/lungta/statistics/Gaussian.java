package org.lungta.statistics;

import org.lungta.random.CounterRandom;

/** Normal numbers that are a function of their coordinates (Box and Muller). */
final class Gaussian {
    private Gaussian() {}

    static double at(long... coordinates) {
        long key = CounterRandom.bits(coordinates);
        double radius = Math.sqrt(-2 * Math.log(1 - CounterRandom.uniform(key, 0)));
        return radius * Math.cos(2 * Math.PI * CounterRandom.uniform(key, 1));
    }
}

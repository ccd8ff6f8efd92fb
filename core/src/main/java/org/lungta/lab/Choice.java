package org.lungta.lab;

import java.util.List;
import java.util.stream.IntStream;
import org.lungta.random.CounterRandom;

/** Who decides where a language or the world leaves a choice. */
interface Choice {
    /** A number from 0 to n - 1. */
    int below(int n);

    /** True with this probability. */
    boolean chance(double probability);

    default <T> T pick(List<T> from) {
        return from.get(below(from.size()));
    }

    /** An index, each as likely as its weight says. */
    default int weighted(List<Integer> weights) {
        int left = below(weights.stream().mapToInt(Integer::intValue).sum());
        int index = 0;
        while (left >= weights.get(index)) {
            left -= weights.get(index++);
        }
        return index;
    }

    /** The numbers 0 to n - 1 in some order. */
    default List<Integer> order(int n) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = i - below(i + 1);
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
        return IntStream.of(order).boxed().toList();
    }

    /** Always the first alternative: the canonical style. */
    Choice FIRST = new Choice() {
        @Override
        public int below(int n) {
            return 0;
        }

        @Override
        public boolean chance(double probability) {
            return false;
        }
    };

    /** Draws that are a function of the coordinates and of how many came before. */
    static Choice random(long... coordinates) {
        return new Dice(CounterRandom.bits(coordinates));
    }

    /** Mutable: counts its draws. */
    final class Dice implements Choice {
        private final long key;
        private long drawn;

        Dice(long key) {
            this.key = key;
        }

        @Override
        public int below(int n) {
            return (int) (CounterRandom.uniform(key, drawn++) * n);
        }

        @Override
        public boolean chance(double probability) {
            return CounterRandom.uniform(key, drawn++) < probability;
        }
    }
}

package org.lungta.random;

/**
 * Random numbers that are a function of their coordinates alone, (seed, step, prompt, sample, ...), and of no hidden state:
 * neither the order of the calls nor the size of a batch can change them, and a resumed run draws what the killed one drew.
 *
 * <p>The coordinates are absorbed one by one with the finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
 */
public final class CounterRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private CounterRandom() {}

    /** 64 random bits at these coordinates. */
    public static long bits(long... coordinates) {
        long state = GOLDEN_GAMMA * (coordinates.length + 1);
        for (long coordinate : coordinates) {
            state = mix(state + GOLDEN_GAMMA + mix(coordinate ^ GOLDEN_GAMMA));
        }
        return state;
    }

    /** A number in [0, 1), a multiple of 2^-53. */
    public static double uniform(long... coordinates) {
        return (bits(coordinates) >>> 11) * 0x1.0p-53;
    }

    /** A permutation of 0..n-1 (Fisher and Yates). */
    public static int[] permutation(int n, long... coordinates) {
        long key = bits(coordinates);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = (int) Math.floor(uniform(key, i) * (i + 1));
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** A coordinate made of text (FNV-1a over UTF-16 units). */
    public static long coordinate(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long y = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }
}

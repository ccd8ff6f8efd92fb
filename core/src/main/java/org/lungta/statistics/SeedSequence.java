package org.lungta.statistics;

import java.util.Arrays;

/**
 * How numpy turns a seed into the state of a generator: the seed's 32-bit words are hashed into a pool of four, which is mixed, and
 * hashed again into as many words as are asked for (O'Neill, "Developing a seed_seq alternative", 2015).
 */
final class SeedSequence {
    private static final int POOL = 4;
    private static final int SHIFT = 16;
    private static final int MULTIPLIER_IN = 0x931e8875;
    private static final int MULTIPLIER_OUT = 0x58f38ded;
    private static final int MIX_LEFT = 0xca01f9dd;
    private static final int MIX_RIGHT = 0x4973f715;

    private final int[] pool = new int[POOL];
    private int constant = 0x43b0d7e5;

    SeedSequence(long seed) {
        int high = (int) (seed >>> Integer.SIZE);
        int[] words = high == 0 ? new int[] {(int) seed} : new int[] {(int) seed, high};
        int[] entropy = Arrays.copyOf(words, POOL);
        for (int i = 0; i < POOL; i++) {
            pool[i] = hashed(entropy[i]);
        }
        for (int from = 0; from < POOL; from++) {
            for (int to = 0; to < POOL; to++) {
                if (from != to) {
                    pool[to] = mixed(pool[to], hashed(pool[from]));
                }
            }
        }
    }

    /** The first n 64-bit words of the state, low half first. */
    long[] words(int n) {
        long[] state = new long[n];
        int hash = 0x8b51f9dd;
        for (int i = 0; i < 2 * n; i++) {
            int word = pool[i % POOL] ^ hash;
            hash *= MULTIPLIER_OUT;
            word *= hash;
            word ^= word >>> SHIFT;
            state[i / 2] |= Integer.toUnsignedLong(word) << (Integer.SIZE * (i % 2));
        }
        return state;
    }

    private int hashed(int value) {
        int word = value ^ constant;
        constant *= MULTIPLIER_IN;
        word *= constant;
        return word ^ word >>> SHIFT;
    }

    private static int mixed(int left, int right) {
        int word = MIX_LEFT * left - MIX_RIGHT * right;
        return word ^ word >>> SHIFT;
    }
}

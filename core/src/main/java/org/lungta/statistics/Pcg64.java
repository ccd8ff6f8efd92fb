package org.lungta.statistics;

/**
 * numpy's default generator, number for number: PCG XSL RR 128/64 (O'Neill, HMC-CS-2014-0905), integers in a range by Lemire's method
 * (arXiv:1805.10941) on 32-bit halves, low half first.
 *
 * <pre>
 *   state  = state * 0x2360ED051FC65DA44385DF649FCCF645 + increment     modulo 2^128
 *   output = rotate right (high xor low) by the top 6 bits of state
 * </pre>
 */
final class Pcg64 {
    private static final long MULTIPLIER_HIGH = 0x2360ED051FC65DA4L;
    private static final long MULTIPLIER_LOW = 0x4385DF649FCCF645L;
    private static final int ROTATION = 58;
    private static final long LOW_HALF = 0xFFFFFFFFL;

    private final long incrementHigh;
    private final long incrementLow;
    private long high;
    private long low;
    private long waiting;
    private boolean waits;
    private int bits;
    private int bitsLeft;

    Pcg64(long seed) {
        long[] words = new SeedSequence(seed).words(4);
        incrementHigh = words[2] << 1 | words[3] >>> 63;
        incrementLow = words[3] << 1 | 1;
        advance();
        add(words[0], words[1]);
        advance();
    }

    /** 64 random bits. */
    long next() {
        advance();
        return Long.rotateRight(high ^ low, (int) (high >>> ROTATION));
    }

    /** A number from 0 to n - 1, as {@code Generator.choice(n)} draws it. */
    int below(int n) {
        if (n == 1) {
            return 0;
        }
        long product = next32() * n;
        long least = (LOW_HALF + 1 - n) % n;
        while ((product & LOW_HALF) < least) {
            product = next32() * n;
        }
        return (int) (product >>> Integer.SIZE);
    }

    /** A bit, as {@code Generator.integers(2, dtype=bool)} draws it: the bits of 32-bit draws, lowest first. */
    boolean bit() {
        if (bitsLeft == 0) {
            bits = (int) next32();
            bitsLeft = Integer.SIZE;
        }
        boolean bit = (bits & 1) == 1;
        bits >>>= 1;
        bitsLeft--;
        return bit;
    }

    private long next32() {
        if (waits) {
            waits = false;
            return waiting;
        }
        long both = next();
        waiting = both >>> Integer.SIZE;
        waits = true;
        return both & LOW_HALF;
    }

    private void advance() {
        long nextHigh = unsignedHigh(low, MULTIPLIER_LOW) + high * MULTIPLIER_LOW + low * MULTIPLIER_HIGH;
        low *= MULTIPLIER_LOW;
        high = nextHigh;
        add(incrementHigh, incrementLow);
    }

    private void add(long addedHigh, long addedLow) {
        low += addedLow;
        high += addedHigh + (Long.compareUnsigned(low, addedLow) < 0 ? 1 : 0);
    }

    private static long unsignedHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    }
}

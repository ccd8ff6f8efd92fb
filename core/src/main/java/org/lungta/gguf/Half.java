package org.lungta.gguf;

import java.nio.ByteBuffer;

/** IEEE 754 binary16. */
final class Half {
    private static final int FRACTION_BITS = 10;
    private static final int FRACTION = (1 << FRACTION_BITS) - 1;
    private static final int EXPONENT = 31;

    private Half() {}

    /** (-1)^s 2^(e - 15) (1 + f / 1024); for e = 0, 2^-14 f / 1024; for e = 31 infinity, or with f > 0 no number. */
    static float read(ByteBuffer in, int at) {
        int bits = in.getShort(at);
        int sign = bits & 0x8000;
        int exponent = bits >> FRACTION_BITS & EXPONENT;
        int fraction = bits & FRACTION;
        if (exponent == 0) {
            float small = fraction * 0x1p-24f;
            return sign == 0 ? small : -small;
        }
        int wide = exponent == EXPONENT ? 255 : exponent - 15 + 127;
        return Float.intBitsToFloat(sign << 16 | wide << 23 | fraction << 13);
    }
}

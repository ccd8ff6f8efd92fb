package org.lungta.gguf;

import java.nio.ByteBuffer;

/** How Q4_K and Q5_K begin: d and dmin (binary16) and {@link SixBits}, 16 bytes for eight groups with x = d s q - dmin m. */
record KScales(float d, float least, SixBits six) {
    static KScales read(ByteBuffer in, int at) {
        return new KScales(Half.read(in, at), Half.read(in, at + 2), new SixBits(in, at + 4));
    }

    /** d s */
    float scale(int group) {
        return d * six.scale(group);
    }

    /** dmin m */
    float min(int group) {
        return least * six.min(group);
    }
}

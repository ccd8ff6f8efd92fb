package org.lungta.gguf;

import java.nio.ByteBuffer;

/** {@link KScales}, then q of 4 bits: eight groups of 32. */
record Q4k() implements BlockFormat {
    @Override
    public String name() {
        return "Q4_K";
    }

    @Override
    public int values() {
        return 256;
    }

    @Override
    public int bytes() {
        return 144;
    }

    @Override
    public void read(ByteBuffer in, int at, float[] out, int to) {
        KScales scales = KScales.read(in, at);
        for (int group = 0; group < 8; group++) {
            float scale = scales.scale(group);
            float min = scales.min(group);
            int q = at + 16 + group / 2 * 32;
            int shift = group % 2 * 4;
            for (int i = 0; i < 32; i++) {
                out[to + group * 32 + i] = scale * (in.get(q + i) >> shift & 15) - min;
            }
        }
    }
}

package org.lungta.gguf;

import java.nio.ByteBuffer;

/** As Q4_K, with 32 bytes in front of the q that hold their fifth bits, one bit of each byte a group. */
record Q5k() implements BlockFormat {
    @Override
    public String name() {
        return "Q5_K";
    }

    @Override
    public int values() {
        return 256;
    }

    @Override
    public int bytes() {
        return 176;
    }

    @Override
    public void read(ByteBuffer in, int at, float[] out, int to) {
        KScales scales = KScales.read(in, at);
        for (int group = 0; group < 8; group++) {
            float scale = scales.scale(group);
            float min = scales.min(group);
            int q = at + 48 + group / 2 * 32;
            int shift = group % 2 * 4;
            for (int i = 0; i < 32; i++) {
                int fifth = in.get(at + 16 + i) >> group & 1;
                out[to + group * 32 + i] = scale * (in.get(q + i) >> shift & 15 | fifth << 4) - min;
            }
        }
    }
}

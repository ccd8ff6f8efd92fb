package org.lungta.gguf;

import java.nio.ByteBuffer;

/** The lower four and the upper two bits of 256 q, 16 scales s of 8 bits with sign, d (binary16): x = d s (q - 32). */
record Q6k() implements BlockFormat {
    @Override
    public String name() {
        return "Q6_K";
    }

    @Override
    public int values() {
        return 256;
    }

    @Override
    public int bytes() {
        return 210;
    }

    @Override
    public void read(ByteBuffer in, int at, float[] out, int to) {
        float d = Half.read(in, at + 208);
        for (int group = 0; group < 8; group++) {
            int low = at + group / 4 * 64 + group % 2 * 32;
            int high = at + 128 + group / 4 * 32;
            int lowShift = group % 4 / 2 * 4;
            int highShift = group % 4 * 2;
            for (int i = 0; i < 32; i++) {
                int q = in.get(low + i) >> lowShift & 15 | (in.get(high + i) >> highShift & 3) << 4;
                float scale = d * in.get(at + 192 + group * 2 + i / 16);
                out[to + group * 32 + i] = scale * (q - 32);
            }
        }
    }
}

package org.lungta.gguf;

import java.nio.ByteBuffer;

/** d (binary16), the fifth bits of 32 q, then their lower four bits as in Q4_0: x = d (q - 16). */
record Q5x0() implements BlockFormat {
    @Override
    public String name() {
        return "Q5_0";
    }

    @Override
    public int values() {
        return 32;
    }

    @Override
    public int bytes() {
        return 22;
    }

    @Override
    public void read(ByteBuffer in, int at, float[] out, int to) {
        float d = Half.read(in, at);
        int fifth = in.getInt(at + 2);
        for (int i = 0; i < 16; i++) {
            int pair = in.get(at + 6 + i);
            out[to + i] = d * ((pair & 15 | (fifth >> i & 1) << 4) - 16);
            out[to + 16 + i] = d * ((pair >> 4 & 15 | (fifth >> 16 + i & 1) << 4) - 16);
        }
    }
}

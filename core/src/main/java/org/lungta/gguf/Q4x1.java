package org.lungta.gguf;

import java.nio.ByteBuffer;

/** d and m (binary16), then 32 q of 4 bits, the first half in the low nibbles: x = d q + m. */
record Q4x1() implements BlockFormat {
    @Override
    public String name() {
        return "Q4_1";
    }

    @Override
    public int values() {
        return 32;
    }

    @Override
    public int bytes() {
        return 20;
    }

    @Override
    public void read(ByteBuffer in, int at, float[] out, int to) {
        float d = Half.read(in, at);
        float m = Half.read(in, at + 2);
        for (int i = 0; i < 16; i++) {
            int pair = in.get(at + 4 + i);
            out[to + i] = d * (pair & 15) + m;
            out[to + 16 + i] = d * (pair >> 4 & 15) + m;
        }
    }
}

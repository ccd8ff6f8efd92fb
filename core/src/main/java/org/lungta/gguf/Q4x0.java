package org.lungta.gguf;

import java.nio.ByteBuffer;

/** d (binary16), then 32 q of 4 bits, the first half in the low nibbles: x = d (q - 8). */
record Q4x0() implements BlockFormat {
    @Override
    public String name() {
        return "Q4_0";
    }

    @Override
    public int values() {
        return 32;
    }

    @Override
    public int bytes() {
        return 18;
    }

    @Override
    public void read(ByteBuffer in, int at, float[] out, int to) {
        float d = Half.read(in, at);
        for (int i = 0; i < 16; i++) {
            int pair = in.get(at + 2 + i);
            out[to + i] = d * ((pair & 15) - 8);
            out[to + 16 + i] = d * ((pair >> 4 & 15) - 8);
        }
    }
}

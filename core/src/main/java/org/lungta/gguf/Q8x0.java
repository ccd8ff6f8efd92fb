package org.lungta.gguf;

import java.nio.ByteBuffer;

/** d (binary16), then 32 q of 8 bits with sign: x = q d. */
record Q8x0() implements BlockFormat {
    @Override
    public String name() {
        return "Q8_0";
    }

    @Override
    public int values() {
        return 32;
    }

    @Override
    public int bytes() {
        return 34;
    }

    @Override
    public void read(ByteBuffer in, int at, float[] out, int to) {
        float d = Half.read(in, at);
        for (int i = 0; i < 32; i++) {
            out[to + i] = in.get(at + 2 + i) * d;
        }
    }
}

package org.lungta.gguf;

import java.nio.ByteBuffer;

/** One bfloat16: the upper half of a float32. */
record Bf16() implements BlockFormat {
    @Override
    public String name() {
        return "BF16";
    }

    @Override
    public int values() {
        return 1;
    }

    @Override
    public int bytes() {
        return 2;
    }

    @Override
    public void read(ByteBuffer in, int at, float[] out, int to) {
        out[to] = Float.intBitsToFloat(in.getShort(at) << 16);
    }
}

package org.lungta.gguf;

import java.nio.ByteBuffer;

/** One float32. */
record F32() implements BlockFormat {
    @Override
    public String name() {
        return "F32";
    }

    @Override
    public int values() {
        return 1;
    }

    @Override
    public int bytes() {
        return 4;
    }

    @Override
    public void read(ByteBuffer in, int at, float[] out, int to) {
        out[to] = in.getFloat(at);
    }
}

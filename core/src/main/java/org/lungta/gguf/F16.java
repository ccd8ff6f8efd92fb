package org.lungta.gguf;

import java.nio.ByteBuffer;

/** One binary16. */
record F16() implements BlockFormat {
    @Override
    public String name() {
        return "F16";
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
        out[to] = Half.read(in, at);
    }
}

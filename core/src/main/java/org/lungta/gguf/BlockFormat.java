package org.lungta.gguf;

import java.nio.ByteBuffer;

/**
 * A way to write some values into a block of bytes. The formulas are those of ggml-quants.c, in float32 and in its order of
 * operations, so that every bit is the same.
 */
interface BlockFormat {
    /** The format's name in llama.cpp. */
    String name();

    /** Values of a block. */
    int values();

    /** Bytes of a block. */
    int bytes();

    /**
     * Writes a block's values.
     *
     * @param in little-endian; the block begins at {@code at}
     * @param out gets {@link #values()} values from {@code to} on
     */
    void read(ByteBuffer in, int at, float[] out, int to);
}

package org.lungta.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes the beginning of a GGUF file number by number, so that each can be wrong. */
final class Bytes {
    private final ByteBuffer out = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    /** Magic, version 3 and the two counts. */
    static Bytes file(long tensors, long keys) {
        return new Bytes().raw("GGUF").u32(3).i64(tensors).i64(keys);
    }

    Bytes raw(String text) {
        out.put(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Bytes u8(int value) {
        out.put((byte) value);
        return this;
    }

    Bytes u32(long value) {
        out.putInt((int) value);
        return this;
    }

    Bytes i64(long value) {
        out.putLong(value);
        return this;
    }

    Bytes string(String text) {
        return i64(text.getBytes(StandardCharsets.UTF_8).length).raw(text);
    }

    /** What is said of a tensor. */
    Bytes tensor(String name, long type, long offset, long... sizes) {
        string(name).u32(sizes.length);
        for (long size : sizes) {
            i64(size);
        }
        return u32(type).i64(offset);
    }

    /** Zeros up to the next multiple. */
    Bytes pad(int multiple) {
        return zeros((multiple - out.position() % multiple) % multiple);
    }

    Bytes zeros(int count) {
        out.put(new byte[count]);
        return this;
    }

    byte[] done() {
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }
}

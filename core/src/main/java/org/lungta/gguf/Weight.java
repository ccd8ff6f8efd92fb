package org.lungta.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.stream.LongStream;
import org.lungta.checkpoint.DType;
import org.lungta.checkpoint.SafetensorsWriter;

/**
 * A tensor of the folder and what it is made of.
 *
 * @param name in the Hugging Face checkpoint
 * @param minus taken off every value
 */
record Weight(String name, TensorInfo source, RowOrder order, float minus) {
    private static final long PIECE_BYTES = 1 << 20;

    SafetensorsWriter.Tensor from(GgufFile file, DType dtype) {
        return new SafetensorsWriter.Tensor(
                name, dtype, source.shape(), (Iterable<ByteBuffer>) () -> pieces(file, dtype));
    }

    /** The bytes, some rows at a time, in a buffer that the next piece fills anew. */
    private Iterator<ByteBuffer> pieces(GgufFile file, DType dtype) {
        Rows rows = new Rows(file, source);
        long bytes = source.width() * dtype.bytes();
        long together = Math.max(1, Math.min(source.rows(), PIECE_BYTES / bytes));
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(together * bytes)).order(ByteOrder.LITTLE_ENDIAN);
        long pieces = (source.rows() + together - 1) / together;
        return LongStream.range(0, pieces)
                .mapToObj(piece -> {
                    out.clear();
                    long end = Math.min(source.rows(), (piece + 1) * together);
                    for (long row = piece * together; row < end; row++) {
                        put(rows.read(order.stored(row)), dtype, out);
                    }
                    return out.flip();
                })
                .iterator();
    }

    private void put(float[] values, DType dtype, ByteBuffer out) {
        for (float value : values) {
            if (dtype == DType.F32) {
                out.putFloat(value - minus);
            } else {
                out.putShort(bfloat16(value - minus));
            }
        }
    }

    /** The nearest bfloat16, of two the even one. The value is finite; what is too large becomes infinite, as everywhere. */
    static short bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
    }
}

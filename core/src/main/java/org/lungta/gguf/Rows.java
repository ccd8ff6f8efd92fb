package org.lungta.gguf;

import static org.lungta.check.Check.require;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads single rows of a tensor as float32. */
final class Rows {
    /** More values than any model's row has. */
    private static final long WIDEST = 1L << 27;

    private final GgufFile file;
    private final TensorInfo tensor;
    private final ByteBuffer bytes;
    private final float[] values;

    Rows(GgufFile file, TensorInfo tensor) {
        require(
                tensor.width() <= WIDEST,
                "%s: tensor \"%s\" has rows of %d values, more than the %d that are read",
                file.path(),
                tensor.name(),
                tensor.width(),
                WIDEST);
        this.file = file;
        this.tensor = tensor;
        this.bytes = ByteBuffer.allocate((int) tensor.rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
        this.values = new float[(int) tensor.width()];
    }

    /** The row's values, in an array that the next call fills anew. */
    float[] read(long row) {
        file.read(tensor.position() + row * tensor.rowBytes(), bytes.clear());
        BlockFormat format = tensor.format();
        for (int to = 0, at = 0; to < values.length; to += format.values(), at += format.bytes()) {
            format.read(bytes, at, values, to);
        }
        for (float value : values) {
            require(
                    Float.isFinite(value),
                    "%s: tensor \"%s\" holds %s in row %d: the file is damaged; copy it again",
                    file.path(),
                    tensor.name(),
                    value,
                    row);
        }
        return values;
    }
}

package org.lungta.gguf;

import java.util.List;

/**
 * A tensor of the file.
 *
 * @param shape rows first, as in safetensors; the file has the sizes in the other order
 * @param position of its first byte, in the file
 */
record TensorInfo(String name, List<Long> shape, BlockFormat format, long position) {
    TensorInfo {
        shape = List.copyOf(shape);
    }

    /** Values of a row. */
    long width() {
        return shape.get(shape.size() - 1);
    }

    long rows() {
        return shape.stream().reduce(1L, (a, b) -> a * b) / width();
    }

    long rowBytes() {
        return width() / format.values() * format.bytes();
    }

    long bytes() {
        return rows() * rowBytes();
    }
}

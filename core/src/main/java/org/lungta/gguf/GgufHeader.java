package org.lungta.gguf;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything in front of the tensors' bytes, every statement of it checked against the file. */
record GgufHeader(Metadata metadata, Map<String, TensorInfo> tensors) {
    private static final int MAGIC = 0x46554747; // "GGUF", the first letter in the lowest byte
    private static final String ALIGNMENT = "general.alignment";
    private static final int USUAL_ALIGNMENT = 32;
    private static final int MOST_SIZES = 4;
    private static final int LEAST_INFO = 8 + 4 + 8 + 4 + 8;

    /**
     * Parses and checks.
     *
     * @param start the file's beginning, the header whole
     * @param size bytes of the file
     */
    static GgufHeader parse(Path file, ByteBuffer start, long size) {
        Cursor cursor = new Cursor(file, start);
        requireKind(file, cursor);
        int tensors = cursor.reading("the count of tensors").count(LEAST_INFO);
        int keys = cursor.reading("the count of keys").count(1);
        Metadata metadata = Metadata.scan(file, cursor, keys);
        int alignment = metadata.maybeNumber(ALIGNMENT).orElse(USUAL_ALIGNMENT);
        require(
                alignment >= 8 && Integer.bitCount(alignment) == 1 && alignment <= 1 << 20,
                "%s: \"%s\" is %d; a power of two from 8 is needed",
                file,
                ALIGNMENT,
                alignment);
        return new GgufHeader(metadata, new Infos(file, cursor, alignment, size).read(tensors));
    }

    /** The tensor of this name. */
    TensorInfo tensor(String name) {
        TensorInfo tensor = tensors.get(name);
        if (tensor == null) {
            throw refuse("%s: tensor \"%s\" is missing: take a file that holds the whole model", metadata.file(), name);
        }
        return tensor;
    }

    private static void requireKind(Path file, Cursor cursor) {
        int magic = cursor.reading("its first bytes").i32();
        require(magic == MAGIC, "%s does not begin with GGUF: it is no GGUF file; give a .gguf file", file);
        int version = cursor.reading("its version").i32();
        require(
                (version & 0xFFFF) != 0,
                "%s is written for big-endian machines: take the little-endian file, which is the usual one",
                file);
        require(
                version == 2 || version == 3,
                "%s is of GGUF version %s; versions 2 and 3 are read: convert the model again with a newer llama.cpp",
                file,
                Integer.toUnsignedString(version));
    }

    /** Reads what the file says of its tensors. */
    private record Infos(Path file, Cursor cursor, int alignment, long size) {
        /** A tensor whose place in the data is not yet a place in the file. */
        private record Relative(String name, List<Long> shape, BlockFormat format, long offset) {}

        Map<String, TensorInfo> read(int count) {
            List<Relative> relatives = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                relatives.add(relative(i));
            }
            long data = aligned(cursor.position());
            Map<String, TensorInfo> tensors = new LinkedHashMap<>();
            long at = 0;
            for (Relative tensor : relatives) {
                at = place(tensor, data, at, tensors);
            }
            long end = data + at;
            require(
                    size - end < alignment,
                    "%s: %d bytes behind the last tensor belong to none: the file is damaged; copy it again",
                    file,
                    size - end);
            return tensors;
        }

        /** Tensors follow each other in the order of their infos; returns where the next begins. */
        private long place(Relative tensor, long data, long at, Map<String, TensorInfo> tensors) {
            require(
                    tensor.offset() == at,
                    "%s: tensor \"%s\" lies at %s where %d was expected: tensors overlap, leave a gap or are not aligned to %d;"
                            + " the file is damaged, copy it again",
                    file,
                    tensor.name(),
                    Long.toUnsignedString(tensor.offset()),
                    at,
                    alignment);
            TensorInfo info = new TensorInfo(tensor.name(), tensor.shape(), tensor.format(), data + at);
            require(
                    info.bytes() <= size - data - at,
                    "%s: tensor \"%s\" has %d bytes at byte %d of %d: the file is cut off; copy it again",
                    file,
                    tensor.name(),
                    info.bytes(),
                    data + at,
                    size);
            require(
                    tensors.put(tensor.name(), info) == null,
                    "%s: there are two tensors \"%s\": the file is damaged; copy it again",
                    file,
                    tensor.name());
            return aligned(at + info.bytes());
        }

        private Relative relative(int index) {
            String name = cursor.reading("the name of tensor " + (index + 1)).string();
            cursor.reading("what is said of tensor \"" + name + "\"");
            long sizes = cursor.u32();
            require(
                    1 <= sizes && sizes <= MOST_SIZES,
                    "%s: tensor \"%s\" has %d sizes; 1 to %d are possible: the file is damaged; copy it again",
                    file,
                    name,
                    sizes,
                    MOST_SIZES);
            List<Long> shape = new ArrayList<>();
            for (int i = 0; i < sizes; i++) {
                shape.add(cursor.i64());
            }
            Collections.reverse(shape);
            BlockFormat format = BlockFormats.of(file, name, cursor.u32());
            requirePossible(name, shape, format);
            return new Relative(name, shape, format, cursor.i64());
        }

        private void requirePossible(String name, List<Long> shape, BlockFormat format) {
            long room = Math.multiplyExact(size, 8L); // no format packs eight values into a byte
            long values = 1;
            for (long length : shape) {
                require(
                        0 < length && length <= room / values,
                        "%s: tensor \"%s\" has the shape %s, which does not fit into the file: it is damaged; copy it again",
                        file,
                        name,
                        shape);
                values *= length;
            }
            require(
                    shape.get(shape.size() - 1) % format.values() == 0,
                    "%s: tensor \"%s\" has rows of %d values, which blocks of %d do not fill: the file is damaged; copy it again",
                    file,
                    name,
                    shape.get(shape.size() - 1),
                    format.values());
        }

        private long aligned(long position) {
            return (position + alignment - 1) / alignment * alignment;
        }
    }
}

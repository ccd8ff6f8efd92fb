package org.lungta.checkpoint;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * A safetensors file: a header of JSON and tensors behind it without gaps. Nothing in the header is believed before it is checked
 * against the file. Tensors are memory-mapped one by one when they are asked for.
 */
public final class Safetensors {
    private static final int LENGTH_BYTES = 8;
    private static final long LONGEST_HEADER = 100_000_000;

    private final Path file;
    private final long start;
    private final SafetensorsHeader header;

    /** A tensor's type, shape and place in the data: bytes from {@code begin} to before {@code end}. */
    public record Entry(String name, DType dtype, List<Long> shape, long begin, long end) {
        public Entry {
            shape = List.copyOf(shape);
        }
    }

    private Safetensors(Path file, long start, SafetensorsHeader header) {
        this.file = file;
        this.start = start;
        this.header = header;
    }

    /** Reads and checks the header. */
    public static Safetensors open(Path file) {
        require(Files.isRegularFile(file), "%s is missing: copy it from where the model came from", file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            require(size >= LENGTH_BYTES, "%s has %d bytes, too few for a safetensors file: copy it again", file, size);
            long length = read(channel, 0, LENGTH_BYTES).getLong();
            require(
                    0 < length && length <= Math.min(LONGEST_HEADER, size - LENGTH_BYTES),
                    "%s: the header claims %d bytes, the file has %d: it is cut off or no safetensors file; copy it again",
                    file,
                    length,
                    size);
            byte[] json = read(channel, LENGTH_BYTES, Math.toIntExact(length)).array();
            long start = LENGTH_BYTES + length;
            return new Safetensors(file, start, SafetensorsHeader.parse(file, json, size - start));
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", file, unreadable);
        }
    }

    private static ByteBuffer read(FileChannel channel, long position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
            // read on
        }
        return buffer.flip();
    }

    /** Tensors by name, in the file's order. */
    public Map<String, Entry> entries() {
        return header.entries();
    }

    /** What the writer said of the file. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** The bytes of one tensor, little-endian, mapped. */
    public ByteBuffer bytes(String name) {
        Entry entry = entries().get(name);
        require(entry != null, "%s holds no tensor \"%s\"", file, name);
        long length = entry.end() - entry.begin();
        require(
                length <= Integer.MAX_VALUE,
                "%s: tensor \"%s\" has %d bytes; at most 2^31 - 1 can be mapped",
                file,
                name,
                length);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, start + entry.begin(), length)
                    .order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", file, unreadable);
        }
    }
}

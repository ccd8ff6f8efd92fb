package org.lungta.checkpoint;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A safetensors file, memory-mapped. */
public final class Safetensors {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final long start;
    private final Map<String, Entry> entries;

    /** A tensor's place in the data. */
    public record Entry(String name, DType dtype, List<Long> shape, long begin, long end) {}

    private Safetensors(Path file, long start, Map<String, Entry> entries) {
        this.file = file;
        this.start = start;
        this.entries = entries;
    }

    public static Safetensors open(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(length, 0);
            long header = length.flip().getLong();
            require(
                    0 < header && header <= channel.size() - 8,
                    "%s: the header length %d does not fit the file",
                    file,
                    header);
            ByteBuffer json = ByteBuffer.allocate(Math.toIntExact(header));
            channel.read(json, 8);
            Map<String, Entry> entries = new LinkedHashMap<>();
            JsonNode root = JSON.readTree(json.array());
            root.propertyStream()
                    .filter(p -> !p.getKey().equals("__metadata__"))
                    .forEach(p -> {
                        List<Long> shape = new ArrayList<>();
                        p.getValue().path("shape").forEach(d -> shape.add(d.asLong()));
                        entries.put(
                                p.getKey(),
                                new Entry(
                                        p.getKey(),
                                        DType.valueOf(p.getValue().path("dtype").asString()),
                                        shape,
                                        p.getValue()
                                                .path("data_offsets")
                                                .path(0)
                                                .asLong(),
                                        p.getValue()
                                                .path("data_offsets")
                                                .path(1)
                                                .asLong()));
                    });
            return new Safetensors(file, 8 + header, entries);
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", file, unreadable);
        }
    }

    public Map<String, Entry> entries() {
        return entries;
    }

    /** The bytes of one tensor, little-endian. */
    public ByteBuffer bytes(String name) {
        Entry entry = entries.get(name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, start + entry.begin(), entry.end() - entry.begin())
                    .order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", file, unreadable);
        }
    }
}

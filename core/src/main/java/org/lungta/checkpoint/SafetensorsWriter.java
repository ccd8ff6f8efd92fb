package org.lungta.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** Writes a safetensors file, whole or not at all. */
public final class SafetensorsWriter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SafetensorsWriter() {}

    /** A tensor to write; its bytes, little-endian, are asked for when their turn comes. */
    public record Tensor(String name, DType dtype, List<Long> shape, Supplier<ByteBuffer> bytes) {
        long size() {
            return shape.stream().reduce(1L, Math::multiplyExact) * dtype.bytes();
        }
    }

    public static void write(Path file, Map<String, String> metadata, List<Tensor> tensors) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("__metadata__", metadata);
        long at = 0;
        for (Tensor tensor : tensors) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", tensor.dtype().name());
            entry.put("shape", tensor.shape());
            entry.put("data_offsets", List.of(at, at + tensor.size()));
            header.put(tensor.name(), entry);
            at += tensor.size();
        }
        byte[] json = padded(JSON.writeValueAsString(header)).getBytes(StandardCharsets.UTF_8);
        AtomicFiles.write(file, channel -> {
            ByteBuffer start = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
            start.putLong(json.length).put(json).flip();
            while (start.hasRemaining()) {
                channel.write(start);
            }
            for (Tensor tensor : tensors) {
                ByteBuffer bytes = tensor.bytes().get();
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        });
    }

    private static String padded(String json) {
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return json + " ".repeat((8 - length % 8) % 8);
    }
}

package org.lungta.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
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

    /** A tensor to write; its bytes, little-endian, are asked for when their turn comes, and may come in pieces. */
    public record Tensor(String name, DType dtype, List<Long> shape, Iterable<ByteBuffer> pieces) {
        public Tensor(String name, DType dtype, List<Long> shape, Supplier<ByteBuffer> bytes) {
            this(name, dtype, shape, (Iterable<ByteBuffer>)
                    () -> List.of(bytes.get()).iterator());
        }

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
                write(channel, tensor);
            }
        });
    }

    private static void write(FileChannel channel, Tensor tensor) throws IOException {
        long written = 0;
        for (ByteBuffer piece : tensor.pieces()) {
            while (piece.hasRemaining()) {
                written += channel.write(piece);
            }
        }
        if (written != tensor.size()) {
            throw new IllegalStateException(tensor.name() + " came with " + written + " bytes, not " + tensor.size());
        }
    }

    private static String padded(String json) {
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return json + " ".repeat((8 - length % 8) % 8);
    }
}

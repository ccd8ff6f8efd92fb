package org.lungta.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/** Writes a model that was made here as a Hugging Face folder, whole or not at all. */
public final class ModelWriter {
    private ModelWriter() {}

    /**
     * Writes it.
     *
     * @param output a folder that does not exist or is empty
     * @param files the texts beside the weights, by file name
     * @param tensors by their checkpoint's names
     * @param type what they are rounded to
     */
    public static void write(
            Path output, Map<String, String> files, Map<String, Tensor> tensors, org.lungta.tensor.DType type) {
        AtomicFiles.writeFolder(output, folder -> {
            files.forEach((name, text) -> AtomicFiles.write(folder.resolve(name), text));
            SafetensorsWriter.write(
                    folder.resolve(TensorFolder.SINGLE),
                    Map.of("format", "pt"),
                    tensors.entrySet().stream()
                            .map(entry -> tensor(entry.getKey(), entry.getValue(), type))
                            .toList());
        });
    }

    private static SafetensorsWriter.Tensor tensor(String name, Tensor tensor, org.lungta.tensor.DType type) {
        return new SafetensorsWriter.Tensor(
                name, DType.of(type), Arrays.stream(tensor.shape()).boxed().toList(), () -> bytes(tensor, type));
    }

    private static ByteBuffer bytes(Tensor tensor, org.lungta.tensor.DType type) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(tensor.numel() * type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        Autograd.run(() -> bytes.put(tensor.detach().to(type).contiguous().bytes()));
        return bytes.flip();
    }
}

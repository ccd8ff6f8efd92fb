package org.lungta.checkpoint;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;

/** Named float32 tensors in a safetensors file: written whole, restored into tensors that are already there. */
public final class StateFile {
    private StateFile() {}

    public static void write(Path file, Map<String, Tensor> tensors) {
        SafetensorsWriter.write(
                file,
                Map.of("format", "pt"),
                tensors.entrySet().stream()
                        .map(e -> new SafetensorsWriter.Tensor(
                                e.getKey(),
                                org.lungta.checkpoint.DType.F32,
                                Arrays.stream(e.getValue().shape()).boxed().toList(),
                                () -> e.getValue().bytes()))
                        .toList());
    }

    /** Copies the file's values into tensors of the same names and shapes. */
    public static void restore(Path file, Map<String, Tensor> tensors) {
        Safetensors stored = Safetensors.open(file);
        require(
                stored.entries().keySet().equals(tensors.keySet()),
                "%s holds other tensors than the run needs: it belongs to another recipe; differing: %s",
                file,
                difference(stored, tensors));
        Autograd.run(() -> tensors.forEach((name, tensor) -> {
            List<Long> shape = Arrays.stream(tensor.shape()).boxed().toList();
            require(
                    stored.entries().get(name).shape().equals(shape),
                    "%s: \"%s\" has shape %s, the run needs %s",
                    file,
                    name,
                    stored.entries().get(name).shape(),
                    shape);
            tensor.detach().copyInPlace(Tensor.of(stored.bytes(name), DType.FLOAT32, tensor.shape()));
        }));
    }

    private static TreeSet<String> difference(Safetensors stored, Map<String, Tensor> tensors) {
        TreeSet<String> all = new TreeSet<>(stored.entries().keySet());
        all.addAll(tensors.keySet());
        all.removeIf(name -> stored.entries().containsKey(name) && tensors.containsKey(name));
        return all;
    }
}

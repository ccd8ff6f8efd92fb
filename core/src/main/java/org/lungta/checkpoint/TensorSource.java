package org.lungta.checkpoint;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lungta.model.DecoderWeights;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;

/** A folder's tensors by name, checked and converted; remembers what was asked for, so that the rest can be refused. */
final class TensorSource implements DecoderWeights.Source {
    private final Path folder;
    private final TensorFolder files;
    private final DType type;
    private final Set<String> used = new HashSet<>();

    private TensorSource(Path folder, TensorFolder files, DType type) {
        this.folder = folder;
        this.files = files;
        this.type = type;
    }

    static TensorSource open(Path folder, DType type) {
        return new TensorSource(folder, TensorFolder.open(folder), type);
    }

    @Override
    public Tensor tensor(String name, long... shape) {
        require(files.names().contains(name), "%s: tensor \"%s\" is missing from the weights", folder, name);
        Safetensors.Entry entry = files.entry(name);
        List<Long> expected = Arrays.stream(shape).boxed().toList();
        require(
                entry.shape().equals(expected),
                "%s: tensor \"%s\" has shape %s, but config.json says %s",
                folder,
                name,
                entry.shape(),
                expected);
        used.add(name);
        DType stored = stored(name, entry);
        return Autograd.own(() -> Tensor.of(files.bytes(name), stored, shape).to(type));
    }

    private DType stored(String name, Safetensors.Entry entry) {
        return switch (entry.dtype().name()) {
            case "F32" -> DType.FLOAT32;
            case "F16" -> DType.FLOAT16;
            case "BF16" -> DType.BFLOAT16;
            default ->
                throw refuse(
                        "%s: tensor \"%s\" is stored as %s; F32, F16 and BF16 are implemented",
                        folder, name, entry.dtype());
        };
    }

    /** Refuses tensors that nobody asked for, but for these where {@code tolerated} (a tied head that is stored all the same). */
    void refuseUnused(Set<String> known, boolean tolerated) {
        Set<String> unused = new TreeSet<>(files.names());
        unused.removeAll(used);
        if (tolerated) {
            unused.removeAll(known);
        }
        require(
                unused.isEmpty(),
                "%s: %d tensors are not part of this architecture: %s",
                folder,
                unused.size(),
                unused.stream().limit(5).toList());
    }
}

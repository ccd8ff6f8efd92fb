package org.lungta.checkpoint;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lungta.model.DecoderWeights;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;

/** A folder's tensors by name, checked and converted; remembers what was asked for, so that the rest can be refused. */
final class TensorSource implements DecoderWeights.Source {
    private final Path folder;
    private final TensorFolder files;
    private final Function<Safetensors.Entry, Tensor> values;
    private final Set<String> used = new HashSet<>();
    private final List<Tensor> made = new ArrayList<>();

    private TensorSource(Path folder, TensorFolder files, Function<Safetensors.Entry, Tensor> values) {
        this.folder = folder;
        this.files = files;
        this.values = values;
    }

    static TensorSource open(Path folder, DType type) {
        TensorFolder files = TensorFolder.open(folder);
        return new TensorSource(
                folder,
                files,
                entry -> Tensor.of(files.bytes(entry.name()), stored(folder, entry), shape(entry))
                        .to(type));
    }

    /** Names and shapes without values: every tensor is one number, seen in all places. */
    static TensorSource outline(Path folder) {
        return new TensorSource(
                folder,
                TensorFolder.open(folder),
                entry -> Tensor.of(new float[1], 1).expand(shape(entry)));
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
        stored(folder, entry);
        Tensor tensor = Autograd.own(() -> values.apply(entry));
        made.add(tensor);
        return tensor;
    }

    /** What {@code body} makes of the tensors; frees them where it refuses them. */
    <T> T read(Supplier<T> body) {
        try {
            return body.get();
        } catch (RuntimeException refused) {
            made.forEach(Tensor::close);
            throw refused;
        }
    }

    private static long[] shape(Safetensors.Entry entry) {
        return entry.shape().stream().mapToLong(Long::longValue).toArray();
    }

    static DType stored(Path folder, Safetensors.Entry entry) {
        return stored(folder, entry.dtype(), entry.name());
    }

    static DType stored(Path folder, org.lungta.checkpoint.DType type, String name) {
        return switch (type) {
            case F32 -> DType.FLOAT32;
            case F16 -> DType.FLOAT16;
            case BF16 -> DType.BFLOAT16;
            default ->
                throw refuse(
                        "%s: tensor \"%s\" is stored as %s; F32, F16 and BF16 are implemented", folder, name, type);
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

package org.lungta.checkpoint;

import static org.lungta.check.Check.require;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model folder made from another: the same tensors but for those that change, the same companion files but for those that are
 * given. Tensors are read, changed and written one at a time, so that no model is ever whole in memory; the folder appears whole
 * or not at all.
 *
 * @param source the folder to copy
 * @param changes what becomes of a tensor, by its name
 * @param files whole text files, by name, in place of the source's or beside them
 * @param type the type of all weights; empty keeps each in the type it is stored in
 * @param shardBytes tensors of more than this in all go into several files and an index
 */
public record ModelCopy(
        Path source,
        Map<String, Change> changes,
        Map<String, String> files,
        Optional<org.lungta.tensor.DType> type,
        long shardBytes) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SHARD = 5_000_000_000L;

    /** What becomes of a tensor; its values are asked for when its turn to be written comes. */
    @FunctionalInterface
    public interface Change {
        /** The new shape of a tensor that has this one: the same, unless a change says otherwise. */
        default List<Long> shape(List<Long> stored) {
            return stored;
        }

        /** The new values from the stored ones, both float32; they are rounded once, when they are written. */
        Tensor values(Tensor stored);
    }

    public ModelCopy {
        changes = Map.copyOf(changes);
        files = Map.copyOf(files);
        require(shardBytes > 0, "a shard of %d bytes holds nothing", shardBytes);
    }

    /** A copy in which nothing changes. */
    public static ModelCopy of(Path source) {
        return new ModelCopy(source, Map.of(), Map.of(), Optional.empty(), SHARD);
    }

    public ModelCopy changing(Map<String, Change> more) {
        return new ModelCopy(source, joined(changes, more), files, type, shardBytes);
    }

    public ModelCopy writing(Map<String, String> more) {
        return new ModelCopy(source, changes, joined(files, more), type, shardBytes);
    }

    public ModelCopy in(org.lungta.tensor.DType converted) {
        return new ModelCopy(source, changes, files, Optional.of(converted), shardBytes);
    }

    public ModelCopy inShardsOf(long bytes) {
        return new ModelCopy(source, changes, files, type, bytes);
    }

    private static <T> Map<String, T> joined(Map<String, T> some, Map<String, T> more) {
        Map<String, T> all = new TreeMap<>(some);
        all.putAll(more);
        return all;
    }

    /** Writes the new folder; one that holds anything already is refused. */
    public void write(Path output) {
        TensorFolder tensors = TensorFolder.open(source);
        changes.keySet()
                .forEach(name ->
                        require(tensors.names().contains(name), "%s holds no tensor \"%s\" to change", source, name));
        Map<String, String> texts = new TreeMap<>(files);
        type.ifPresent(t -> texts.put("config.json", Companions.withType(source, files, t)));
        AtomicFiles.writeFolder(output, folder -> {
            Companions.copy(source, folder, texts.keySet());
            texts.forEach((name, text) -> AtomicFiles.write(folder.resolve(name), text));
            weights(folder, tensors);
        });
    }

    private void weights(Path folder, TensorFolder tensors) {
        List<List<SafetensorsWriter.Tensor>> shards = shards(tensors);
        Map<String, String> places = new LinkedHashMap<>();
        for (int i = 0; i < shards.size(); i++) {
            String name = shards.size() == 1
                    ? TensorFolder.SINGLE
                    : "model-%05d-of-%05d.safetensors".formatted(i + 1, shards.size());
            SafetensorsWriter.write(folder.resolve(name), Map.of("format", "pt"), shards.get(i));
            shards.get(i).forEach(tensor -> places.put(tensor.name(), name));
        }
        if (shards.size() > 1) {
            long total = shards.stream()
                    .flatMap(List::stream)
                    .mapToLong(SafetensorsWriter.Tensor::size)
                    .sum();
            Map<String, Object> index = new LinkedHashMap<>();
            index.put("metadata", Map.of("total_size", total));
            index.put("weight_map", places);
            AtomicFiles.write(
                    folder.resolve(TensorFolder.INDEX),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(index) + "\n");
        }
    }

    /** Tensors in their order, a new shard wherever the next one would overfill the last. */
    private List<List<SafetensorsWriter.Tensor>> shards(TensorFolder tensors) {
        List<List<SafetensorsWriter.Tensor>> shards = new ArrayList<>(List.of(new ArrayList<>()));
        long filled = 0;
        for (String name : tensors.names()) {
            SafetensorsWriter.Tensor tensor = tensor(tensors, name);
            if (filled > 0 && filled + tensor.size() > shardBytes) {
                shards.add(new ArrayList<>());
                filled = 0;
            }
            shards.get(shards.size() - 1).add(tensor);
            filled += tensor.size();
        }
        return shards;
    }

    private SafetensorsWriter.Tensor tensor(TensorFolder tensors, String name) {
        Safetensors.Entry entry = tensors.entry(name);
        Optional<Change> change = Optional.ofNullable(changes.get(name));
        DType target = type.flatMap(t -> entry.dtype().isFloating() ? Optional.of(DType.of(t)) : Optional.empty())
                .orElse(entry.dtype());
        if (change.isEmpty() && target == entry.dtype()) {
            return new SafetensorsWriter.Tensor(name, target, entry.shape(), () -> tensors.bytes(name));
        }
        List<Long> shape = change.map(c -> c.shape(entry.shape())).orElse(entry.shape());
        return new SafetensorsWriter.Tensor(
                name, target, shape, () -> changed(tensors, entry, change.orElse(stored -> stored), target, shape));
    }

    private ByteBuffer changed(
            TensorFolder tensors, Safetensors.Entry entry, Change change, DType target, List<Long> shape) {
        org.lungta.tensor.DType stored = TensorSource.stored(source, entry);
        long size = shape.stream().reduce((long) target.bytes(), Math::multiplyExact);
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
        Autograd.run(() -> {
            long[] from = entry.shape().stream().mapToLong(Long::longValue).toArray();
            Tensor before = Tensor.of(tensors.bytes(entry.name()), stored, from).to(org.lungta.tensor.DType.FLOAT32);
            Tensor after = change.values(before).to(TensorSource.stored(source, target, entry.name()));
            long[] made = after.shape();
            require(
                    Arrays.stream(made).boxed().toList().equals(shape),
                    "tensor \"%s\" became %s where %s was promised",
                    entry.name(),
                    Arrays.toString(made),
                    shape);
            require(
                    Double.isFinite(
                            after.to(org.lungta.tensor.DType.FLOAT32).sum().item()),
                    "%s: tensor \"%s\" holds values that are no numbers or do not fit into %s; write it in float32, or mend the"
                            + " weights",
                    source,
                    entry.name(),
                    target);
            bytes.put(after.contiguous().bytes());
        });
        return bytes.flip();
    }
}

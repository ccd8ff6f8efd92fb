package org.lungta.gguf;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lungta.check.Stop;
import org.lungta.checkpoint.AtomicFiles;
import org.lungta.checkpoint.DType;
import org.lungta.checkpoint.SafetensorsWriter;

/** Makes a Hugging Face folder of a GGUF file. The folder appears whole or not at all. */
public final class GgufImport {
    private GgufImport() {}

    /** Is told, before a tensor is written, how many were. */
    @FunctionalInterface
    public interface Progress {
        void tensors(int done, int total);
    }

    /**
     * What was made.
     *
     * @param bytes of the tensors
     * @param formats how many of the file's tensors are in which format
     */
    public record Result(
            String family, int tensors, long bytes, int tokens, boolean chatTemplate, Map<String, Integer> formats) {}

    /**
     * Reads {@code file} and fills {@code folder}, which must be new or empty.
     *
     * @param dtype F32, or BF16 to which float32 is rounded
     */
    public static Result run(Path file, Path folder, DType dtype, Progress progress) {
        requireFree(folder);
        Path temporary = folder.toAbsolutePath()
                .normalize()
                .resolveSibling(folder.toAbsolutePath().normalize().getFileName() + ".writing");
        try (GgufFile source = GgufFile.open(file)) {
            requireWholeModel(source.header().metadata());
            Family family = Family.of(source.header().metadata());
            Family.Plan plan = family.plan(source, dtype);
            TokenizerFiles tokenizer = TokenizerFiles.read(source.header().metadata(), family, plan.sizes());
            remove(temporary);
            try {
                AtomicFiles.write(
                        temporary.resolve("config.json"), plan.config().pretty());
                tokenizer.write(temporary);
                writeWeights(source, plan, dtype, temporary, progress);
                AtomicFiles.moveDirectory(temporary, folder.toAbsolutePath().normalize());
            } finally {
                remove(temporary);
            }
            return result(source.header(), family, plan, tokenizer, dtype);
        }
    }

    private static void writeWeights(GgufFile source, Family.Plan plan, DType dtype, Path folder, Progress progress) {
        int total = plan.weights().size();
        List<SafetensorsWriter.Tensor> tensors = new ArrayList<>();
        for (Weight weight : plan.weights()) {
            int done = tensors.size();
            SafetensorsWriter.Tensor tensor = weight.from(source, dtype);
            Iterable<ByteBuffer> announced = () -> {
                Stop.check();
                progress.tensors(done, total);
                return tensor.pieces().iterator();
            };
            tensors.add(new SafetensorsWriter.Tensor(tensor.name(), dtype, tensor.shape(), announced));
        }
        SafetensorsWriter.write(folder.resolve("model.safetensors"), Map.of("format", "pt"), tensors);
    }

    private static Result result(
            GgufHeader header, Family family, Family.Plan plan, TokenizerFiles tokenizer, DType dtype) {
        long values = plan.weights().stream()
                .mapToLong(weight -> weight.source().rows() * weight.source().width())
                .sum();
        Map<String, Integer> formats = new TreeMap<>();
        header.tensors()
                .values()
                .forEach(tensor -> formats.merge(tensor.format().name(), 1, Integer::sum));
        return new Result(
                family.name(),
                plan.weights().size(),
                values * dtype.bytes(),
                plan.sizes().vocabulary(),
                tokenizer.template().isPresent(),
                formats);
    }

    private static void requireWholeModel(Metadata metadata) {
        int parts = metadata.maybeNumber("split.count").orElse(1);
        require(
                parts <= 1,
                "%s is one of %d parts: join them first (llama-gguf-split --merge)",
                metadata.file(),
                parts);
        String type = metadata.maybeText("general.type").orElse("model");
        require(type.equals("model"), "%s holds \"%s\", not a model: give the model's own file", metadata.file(), type);
    }

    private static void requireFree(Path folder) {
        require(
                !Files.exists(folder)
                        || Files.isDirectory(folder) && list(folder).isEmpty(),
                "%s exists and is not an empty folder: name a new one, or empty it",
                folder);
    }

    /** Removes what an import left that was killed; refused if the folder holds anything but files. */
    private static void remove(Path temporary) {
        if (!Files.exists(temporary)) {
            return;
        }
        try {
            for (Path file : list(temporary)) {
                Files.delete(file);
            }
            Files.delete(temporary);
        } catch (IOException failed) {
            throw refuse("%s is in the way and cannot be removed (%s): remove it", temporary, failed);
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", folder, unreadable);
        }
    }
}

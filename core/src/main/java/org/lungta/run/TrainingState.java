package org.lungta.run;

import static org.lungta.check.Check.refuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lungta.checkpoint.AtomicFiles;
import org.lungta.checkpoint.StateFile;
import org.lungta.model.Adapter;
import org.lungta.tensor.Tensor;
import org.lungta.train.AdamW;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Checkpoints of one training stage: adapter, moments, and a cursor that says where in the data, the schedule, the random numbers
 * (which are functions of it) and the journals the stage stood. A checkpoint is a folder that appears whole; the newest two stay.
 *
 * @param <C> the cursor, a record
 */
final class TrainingState<C> {
    private static final int KEPT = 2;
    private static final String SUFFIX = ".safetensors";

    private final Path folder;
    private final String key;
    private final Class<C> type;

    TrainingState(Path folder, String key, Class<C> type) {
        this.folder = folder;
        this.key = key;
        this.type = type;
    }

    /** Writes checkpoint number {@code step}. */
    void save(int step, C cursor, Adapter adapter, Optional<Adapter> best, AdamW optimizer) {
        save(step, cursor, files(adapter, best, optimizer));
    }

    private static Map<String, Map<String, Tensor>> files(Adapter adapter, Optional<Adapter> best, AdamW optimizer) {
        Map<String, Map<String, Tensor>> files = new LinkedHashMap<>();
        files.put("adapter", adapter.tensors());
        best.ifPresent(b -> files.put("best", b.tensors()));
        files.put("optimizer", optimizer.state());
        return files;
    }

    /** Writes checkpoint number {@code step} of these tensors, by file and name. */
    void save(int step, C cursor, Map<String, Map<String, Tensor>> tensors) {
        Path target = folder.resolve("checkpoint-%06d".formatted(step));
        if (Files.exists(target)) {
            delete(target);
        }
        Path temporary = folder.resolve("writing");
        try {
            delete(temporary);
            Files.createDirectories(temporary);
            tensors.forEach((file, named) -> StateFile.write(temporary.resolve(file + SUFFIX), named));
            AtomicFiles.write(
                    temporary.resolve("cursor.json"),
                    RunFolder.JSON.writeValueAsString(new Kept(key, RunFolder.JSON.valueToTree(cursor))));
            AtomicFiles.moveDirectory(temporary, target);
            List<Path> all = checkpoints();
            all.subList(0, Math.max(0, all.size() - KEPT)).forEach(TrainingState::delete);
        } catch (IOException full) {
            throw refuse("%s cannot be written (%s): free some space, then run again with --resume", target, full);
        }
    }

    private record Kept(String key, JsonNode cursor) {}

    /** Restores the newest checkpoint that belongs to this key; empty when there is none. */
    Optional<C> restore(Adapter adapter, Optional<Adapter> best, AdamW optimizer) {
        return restore(files(adapter, best, optimizer));
    }

    /** The same, into these tensors. */
    Optional<C> restore(Map<String, Map<String, Tensor>> tensors) {
        List<Path> all = checkpoints();
        for (int i = all.size() - 1; i >= 0; i--) {
            Optional<C> cursor = cursor(all.get(i));
            if (cursor.isPresent()) {
                Path found = all.get(i);
                tensors.forEach((file, named) -> StateFile.restore(found.resolve(file + SUFFIX), named));
                return cursor;
            }
        }
        return Optional.empty();
    }

    private Optional<C> cursor(Path checkpoint) {
        Path file = checkpoint.resolve("cursor.json");
        try {
            Kept kept = RunFolder.JSON.readValue(Files.readString(file, StandardCharsets.UTF_8), Kept.class);
            return kept.key().equals(key)
                    ? Optional.of(RunFolder.JSON.treeToValue(kept.cursor(), type))
                    : Optional.empty();
        } catch (IOException | JacksonException broken) {
            throw refuse(
                    "%s cannot be read (%s): remove the folder to go on from the one before",
                    file, broken.getMessage());
        }
    }

    private List<Path> checkpoints() {
        if (!Files.isDirectory(folder)) {
            return new java.util.ArrayList<>();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new java.util.ArrayList<>(
                    files.filter(f -> f.getFileName().toString().startsWith("checkpoint-"))
                            .sorted()
                            .toList());
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", folder, unreadable);
        }
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw refuse("%s cannot be removed: %s", folder, failed);
        }
    }
}

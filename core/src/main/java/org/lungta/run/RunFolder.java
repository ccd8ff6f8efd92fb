package org.lungta.run;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.lungta.checkpoint.AtomicFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a run keeps: the resolved recipe, the journals, a folder a stage, the results. */
final class RunFolder {
    static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path path;

    RunFolder(Path path) {
        this.path = path;
    }

    /** Takes a new folder, or an old one on {@code resume}; never overwrites silently. */
    static RunFolder take(Path path, boolean resume) {
        try {
            boolean used = Files.exists(path.resolve("recipe.yaml"));
            require(
                    resume || !used,
                    "%s holds a run already: add --resume to go on with it, or give another --output",
                    path);
            Files.createDirectories(path);
            return new RunFolder(path);
        } catch (IOException failed) {
            throw refuse("%s cannot be made: %s", path, failed);
        }
    }

    Path path(String name) {
        return path.resolve(name);
    }

    void writeJson(String name, Object value) {
        AtomicFiles.write(path.resolve(name), JSON.writeValueAsString(value) + "\n");
    }

    /**
     * The result of a stage: read if it was finished with the same key, made otherwise.
     *
     * @param key stands for everything that the stage depends on
     */
    <T> T stage(String name, String key, Class<T> type, Supplier<T> make) {
        Path file = path.resolve(name + ".json");
        Optional<T> kept = kept(file, key, type);
        if (kept.isPresent()) {
            return kept.get();
        }
        T made = make.get();
        AtomicFiles.write(file, JSON.writeValueAsString(new Finished(key, JSON.valueToTree(made))) + "\n");
        return made;
    }

    private record Finished(String key, JsonNode result) {}

    private static <T> Optional<T> kept(Path file, String key, Class<T> type) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Finished finished = JSON.readValue(Files.readString(file, StandardCharsets.UTF_8), Finished.class);
            return finished.key().equals(key)
                    ? Optional.of(JSON.treeToValue(finished.result(), type))
                    : Optional.empty();
        } catch (IOException | JacksonException broken) {
            throw refuse("%s cannot be read (%s): remove it to make the stage again", file, broken.getMessage());
        }
    }
}

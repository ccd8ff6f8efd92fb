package org.lungta.recipe;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lungta.check.Refusal;

/** Reads YAML that a test gives as text. */
record Read(Path folder) {
    <T extends Record> T as(Class<T> type, String yaml, String... overrides) {
        try {
            Path file = Files.writeString(folder.resolve("r.yaml"), yaml, StandardCharsets.UTF_8);
            return RecipeReader.read(file, type, List.of(overrides));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of the refusal, without the folder. */
    List<String> problems(Class<? extends Record> type, String yaml, String... overrides) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> as(type, yaml, overrides));
        return List.of(refusal.getMessage().replace(folder + "/", "").split("\n"));
    }
}

package org.lungta.lab;

import static org.lungta.check.Check.require;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.lungta.recipe.RecipeReader;

/** The lab's own files, which lie beside the classes under {@code lab/}. */
final class Resources {
    private Resources() {}

    static <T extends Record> T read(String file, Class<T> type) {
        String name = "lab/" + file;
        try (InputStream in = Resources.class.getClassLoader().getResourceAsStream(name)) {
            require(in != null, "%s is not there: add the file to core/src/main/resources", name);
            return RecipeReader.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8), type);
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": cannot be read", e);
        }
    }
}

package org.lungta.checkpoint;

import static org.lungta.check.Check.refuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.lungta.check.Refusal;

/** Why a folder has no weights that can be read: pickles can run code when they are loaded, so none ever is. */
final class Pickles {
    private Pickles() {}

    /** The refusal of a folder in which this file is missing. */
    static Refusal without(Path folder, String file) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(f -> f.getFileName().toString())
                    .filter(f -> f.matches(".*\\.(bin|pt|pth|pkl|ckpt)"))
                    .sorted()
                    .findFirst()
                    .map(f -> refuse(
                            "%s holds weights as %s, a pickle, which can run code and is never loaded: convert it to"
                                    + " %s with the library that wrote it",
                            folder, f, file))
                    .orElseGet(() -> refuse("%s holds no %s: copy it from where the model came from", folder, file));
        } catch (IOException unreadable) {
            return refuse("%s cannot be read: %s", folder, unreadable);
        }
    }
}

package org.lungta.checkpoint;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Files that a file of the model names. None of them may lie outside the model's folder, be it by "..", by an absolute path or by a
 * symbolic link; but for links into the blobs of a download cache, which keeps every file of a model there: its folders are
 * snapshots/REVISION beside blobs.
 */
final class Inside {
    private Inside() {}

    /**
     * The path below {@code folder} that {@code relative} names.
     *
     * @param by the file that names it
     */
    static Path of(Path folder, Path by, String relative) {
        Path path;
        try {
            path = folder.resolve(relative).normalize();
            require(
                    !relative.isEmpty() && !Path.of(relative).isAbsolute() && path.startsWith(folder.normalize()),
                    "%s: \"%s\" is not a file of the folder: take the model from a place that you trust",
                    by,
                    relative);
        } catch (InvalidPathException noPath) {
            throw refuse("%s: \"%s\" is not the name of a file (%s)", by, relative, noPath.getReason());
        }
        if (Files.exists(path)) {
            requireInside(folder, by, path);
        }
        return path;
    }

    private static void requireInside(Path folder, Path by, Path path) {
        try {
            Path real = path.toRealPath();
            Path home = folder.toRealPath();
            Path above = home.getParent();
            boolean snapshot = above != null
                    && above.endsWith("snapshots")
                    && Files.isRegularFile(real)
                    && real.startsWith(above.resolveSibling("blobs"));
            require(
                    real.startsWith(home) || snapshot,
                    "%s: \"%s\" is a link to %s, outside the folder: put the file itself there",
                    by,
                    folder.relativize(path),
                    real);
        } catch (IOException unreadable) {
            throw refuse("%s: \"%s\" cannot be read: %s", by, path, unreadable);
        }
    }
}

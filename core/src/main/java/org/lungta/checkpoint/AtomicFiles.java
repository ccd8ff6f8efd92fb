package org.lungta.checkpoint;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Files that appear whole or not at all. */
public final class AtomicFiles {
    private AtomicFiles() {}

    public static void write(Path file, String text) {
        write(file, channel -> {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        });
    }

    /** Writes to an open file. */
    @FunctionalInterface
    interface Body {
        void write(FileChannel channel) throws IOException;
    }

    static void write(Path file, Body body) {
        Path temporary = file.resolveSibling(file.getFileName() + ".writing");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                body.write(channel);
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(file.toAbsolutePath().getParent());
        } catch (IOException full) {
            throw refuse("%s cannot be written (%s): free some space or choose another place", file, full);
        }
    }

    /** A folder that appears whole: {@code fill} writes into another one beside it. One that holds anything is refused. */
    public static void writeFolder(Path target, Consumer<Path> fill) {
        requireEmpty(target);
        Path temporary = target.resolveSibling(target.getFileName() + ".writing");
        try {
            remove(temporary);
            Files.createDirectories(temporary.toAbsolutePath());
            fill.accept(temporary);
            moveDirectory(temporary, target);
        } catch (IOException failed) {
            throw refuse("%s cannot be made: %s", target, failed);
        } finally {
            discard(temporary);
        }
    }

    private static void requireEmpty(Path target) {
        if (!Files.exists(target)) {
            return;
        }
        require(Files.isDirectory(target), "%s is a file; name a folder that is not there yet", target);
        try (Stream<Path> inside = Files.list(target)) {
            require(inside.findAny().isEmpty(), "%s is not empty; name another folder, or remove it first", target);
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", target, unreadable);
        }
    }

    /** What a failure left is removed as far as that is possible: the failure itself is what the user must hear of. */
    private static void discard(Path temporary) {
        try {
            remove(temporary);
        } catch (IOException left) {
            throw refuse("%s was left behind and cannot be removed (%s): remove it", temporary, left);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** A folder that was filled under another name appears whole. */
    public static void moveDirectory(Path temporary, Path target) {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            force(target.toAbsolutePath().getParent());
        } catch (IOException failed) {
            throw refuse("%s cannot be made: %s", target, failed);
        }
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}

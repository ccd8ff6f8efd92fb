package org.lungta.run;

import static org.lungta.check.Check.refuse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Hashes that stand for the inputs of a stage: settings, files, folders, and the stages before. */
final class Keys {
    private static final int HEAD = 1 << 20;

    private Keys() {}

    static String of(Object... parts) {
        MessageDigest digest = sha256();
        for (Object part : parts) {
            digest.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, 24);
    }

    /** The whole content of a file. */
    static String file(Path file) {
        return content(file, Long.MAX_VALUE);
    }

    /** Names, sizes and the first MiB of every file of a folder: enough to notice another model, quick for any size. */
    static String folder(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
            StringBuilder all = new StringBuilder();
            for (Path file : sorted) {
                all.append(folder.relativize(file))
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ');
                all.append(content(file, HEAD)).append('\n');
            }
            return of(all);
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", folder, unreadable);
        }
    }

    private static String content(Path file, long limit) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = sha256();
            byte[] buffer = new byte[HEAD];
            long left = limit;
            int read;
            while (left > 0 && (read = in.read(buffer, 0, (int) Math.min(buffer.length, left))) > 0) {
                digest.update(buffer, 0, read);
                left -= read;
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", file, unreadable);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

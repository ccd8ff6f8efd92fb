package org.lungta.checkpoint;

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
import java.util.function.Predicate;
import java.util.stream.Stream;

/** SHA-256 of everything that an encoder's embeddings depend on, and of single files. */
public final class ContentHash {
    private static final int BUFFER = 1 << 20;
    private static final String NOTES = "lungta-";

    private ContentHash() {}

    /** The names and whole contents of all files of a folder, but for notes about it, whose names begin with "lungta-". */
    public static String ofFolder(Path folder) {
        return ofFiles(folder, name -> !name.startsWith(NOTES));
    }

    /** The same of an adapter, whatever stands beside it: a model card written later changes nothing. */
    public static String ofAdapter(Path folder) {
        return ofFiles(folder, AdapterFolder.FILES::contains);
    }

    private static String ofFiles(Path folder, Predicate<String> counts) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> sorted = files.filter(Files::isRegularFile)
                    .filter(f -> counts.test(f.getFileName().toString()))
                    .sorted()
                    .toList();
            MessageDigest digest = sha256();
            for (Path file : sorted) {
                digest.update((folder.relativize(file) + " " + ofFile(file) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", folder, unreadable);
        }
    }

    /** The whole content of a file. */
    public static String ofFile(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = sha256();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", file, unreadable);
        }
    }

    /** A text. */
    public static String ofText(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

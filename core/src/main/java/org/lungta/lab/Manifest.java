package org.lungta.lab;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.lungta.check.Refusal;
import org.lungta.checkpoint.AtomicFiles;
import tools.jackson.core.JacksonException;

/** {@code world.json}: what a folder was made from and what is in it. */
record Manifest(WorldSettings settings, Map<String, Entry> files) {
    static final String FILE = "world.json";

    /** One file. */
    record Entry(String sha256, int items) {}

    static Manifest of(WorldSettings settings, Map<String, String> texts, Map<String, Integer> items) {
        Map<String, Entry> files = new TreeMap<>();
        texts.forEach((name, text) ->
                files.put(name, new Entry(hash(text.getBytes(StandardCharsets.UTF_8)), items.get(name))));
        return new Manifest(settings, files);
    }

    static Manifest read(Path folder) {
        Path file = folder.resolve(FILE);
        require(Files.isRegularFile(file), "%s does not exist: write a world into %s first", file, folder);
        try {
            return TinyWorld.JSON.readValue(Files.readString(file, StandardCharsets.UTF_8), Manifest.class);
        } catch (IOException | JacksonException e) {
            throw new Refusal(file + " is no description of a micro-world: remove the folder and write it again", e);
        }
    }

    void write(Path folder) {
        AtomicFiles.write(folder.resolve(FILE), TinyWorld.JSON.writeValueAsString(this));
    }

    void requireSettings(WorldSettings wanted) {
        require(
                settings.equals(wanted),
                "this folder holds the world of %s, not of %s: choose another folder, or remove it",
                settings,
                wanted);
    }

    void check(Path folder) {
        files.forEach((name, entry) -> {
            Path file = folder.resolve(name);
            try {
                require(
                        hash(Files.readAllBytes(file)).equals(entry.sha256()),
                        "%s is not the file that was written (its SHA-256 differs): remove the folder and write it again",
                        file);
            } catch (IOException e) {
                throw refuse("%s cannot be read (%s): remove the folder and write it again", file, e);
            }
        });
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

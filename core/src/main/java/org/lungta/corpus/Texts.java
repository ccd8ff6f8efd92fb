package org.lungta.corpus;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.lungta.random.CounterRandom;

/** Texts of one language: a text a line, or, in a file that ends in .jsonl, lines of {@code {"text"}}. Brought into NFC. */
public final class Texts {
    private static final long DRAW = CounterRandom.coordinate("texts");

    private Texts() {}

    public static List<String> read(Path file) {
        List<String> texts = new ArrayList<>();
        if (file.toString().endsWith(".jsonl")) {
            JsonLines.forEach(file, line -> texts.add(line.text("text")));
        } else {
            require(Files.isRegularFile(file), "%s does not exist: check the path", file);
            try {
                Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                        .filter(line -> !line.isBlank())
                        .forEach(texts::add);
            } catch (IOException unreadable) {
                throw refuse("%s cannot be read (%s): it holds a text a line in UTF-8", file, unreadable);
            }
        }
        require(!texts.isEmpty(), "%s holds no text", file);
        return texts.stream()
                .map(text -> Normalizer.normalize(text, Normalizer.Form.NFC))
                .toList();
    }

    /** A random choice without repetition, which depends on the seed and on the number of texts alone. */
    public static List<String> draw(List<String> texts, int limit, long seed) {
        return Pairs.drawn(texts, limit, seed, DRAW);
    }
}

package org.lungta.extension;

import static org.lungta.check.Check.require;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;

/** Holds a tokenizer with new tokens against the one without: every old token where it was, every new one where it should be. */
record Proof(Path model, Tokenizer old, int first) {

    /** Refuses a new file that the library reads otherwise than it was meant. */
    void hold(String file, List<NewToken> tokens) {
        Path folder = written(file);
        try (Tokenizer made = Tokenizer.load(folder)) {
            for (String control : old.controlTokens()) {
                require(
                        made.id(control) == old.id(control),
                        "%s: with the new tokens \"%s\" would move from id %d to %d: this kind of tokenizer.json cannot be"
                                + " extended",
                        model,
                        control,
                        old.id(control),
                        made.id(control));
            }
            for (int i = 0; i < tokens.size(); i++) {
                String text = tokens.get(i).text();
                require(
                        made.encode(text).equals(Tokens.of(first + i)),
                        "%s: the new token \"%s\" would be read as %s, not as %d: this kind of tokenizer.json cannot be extended",
                        model,
                        text,
                        made.encode(text),
                        first + i);
            }
        } finally {
            delete(folder);
        }
    }

    private static Path written(String file) {
        try {
            Path folder = Files.createTempDirectory("lungta-tokenizer");
            Files.writeString(folder.resolve("tokenizer.json"), file);
            return folder;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static void delete(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve("tokenizer.json"));
            Files.deleteIfExists(folder);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}

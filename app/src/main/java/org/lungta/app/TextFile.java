package org.lungta.app;

import static org.lungta.check.Check.refuse;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A text file that a user named. */
final class TextFile {
    private TextFile() {}

    /** Its lines, in UTF-8. */
    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException notText) {
            throw refuse("%s is not UTF-8: save it in that encoding", file);
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", file, unreadable);
        }
    }
}

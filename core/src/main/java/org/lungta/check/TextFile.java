package org.lungta.check;

import static org.lungta.check.Check.refuse;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A text file that a user named, in UTF-8; what is in no such encoding or cannot be read is refused with the file's name. */
public final class TextFile {
    private TextFile() {}

    /** The whole text. */
    public static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException notText) {
            throw refuse("%s is not UTF-8: save it in that encoding", file);
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", file, unreadable);
        }
    }

    /** Its lines without their ends. */
    public static List<String> lines(Path file) {
        return read(file).lines().toList();
    }
}

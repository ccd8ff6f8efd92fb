package org.lungta.app;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lungta.check.TextFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file of JSON lines, of which one text field is wanted. */
final class JsonLines {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonLines() {}

    /** The field of every line; blank lines, other types and empty texts are refused with file and line. */
    static List<String> texts(Path file, String field) {
        List<String> texts = new ArrayList<>();
        for (String line : TextFile.lines(file)) {
            int number = texts.size() + 1;
            JsonNode value;
            try {
                value = JSON.readTree(line).path(field);
            } catch (JacksonException malformed) {
                throw refuse("%s:%d: not JSON (%s)", file, number, malformed.getOriginalMessage());
            }
            require(
                    value.isString() && !value.asString().isEmpty(),
                    "%s:%d: no text in \"%s\"; each line is {\"%s\": \"...\"}",
                    file,
                    number,
                    field,
                    field);
            texts.add(value.asString());
        }
        require(!texts.isEmpty(), "%s is empty", file);
        return texts;
    }
}

package org.lungta.text;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.nio.file.Files;
import java.nio.file.Path;
import org.lungta.check.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON files of a model folder. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** The object in the file; refused, with the line, where it is no JSON object. */
    static JsonNode object(Path file) {
        require(Files.isRegularFile(file), "%s does not exist: copy it from where the model came from", file);
        try {
            JsonNode root = MAPPER.readTree(file);
            require(
                    root.isObject(),
                    "%s: the file holds no JSON object: copy it again from where the model came from",
                    file);
            return root;
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            throw new Refusal(
                    refuse(
                                    "%s:%s: not JSON (%s): copy the file again from where the model came from",
                                    file, at == null ? "?" : at.getLineNr(), e.getOriginalMessage())
                            .getMessage(),
                    e);
        }
    }

    /** The text in the field, or null where the field is absent or is no text. */
    static String text(JsonNode object, String field) {
        JsonNode value = object.get(field);
        return value != null && value.isString() ? value.stringValue() : null;
    }
}

package org.lungta.text;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lungta.check.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON files of a model folder: UTF-8, one value, no key twice. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** The object in the file; refused, with the line, where it is no JSON object. */
    public static JsonNode object(Path file) {
        JsonNode root = tree(file);
        require(
                root.isObject(),
                "%s: the file holds no JSON object: copy it again from where the model came from",
                file);
        return root;
    }

    /** What the file holds; refused, with the line, where it is no JSON. */
    public static JsonNode tree(Path file) {
        require(
                Files.isRegularFile(file),
                "%s does not exist or is missing from the model folder: copy it from where the model came from",
                file);
        try {
            return MAPPER.readTree(Files.readString(file));
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            throw new Refusal(
                    refuse(
                                    "%s:%s: not valid JSON (%s): copy the file again from where the model came from",
                                    file, at == null ? "?" : at.getLineNr(), e.getOriginalMessage())
                            .getMessage(),
                    e);
        } catch (CharacterCodingException notText) {
            throw refuse("%s: not UTF-8: copy the file again from where the model came from", file);
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", file, unreadable);
        }
    }

    /** The text in the field, or null where the field is absent or is no text. */
    static String text(JsonNode object, String field) {
        JsonNode value = object.get(field);
        return value != null && value.isString() ? value.stringValue() : null;
    }
}

package org.lungta.corpus;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.lungta.check.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON Lines: one object a line, UTF-8 without byte order mark; empty lines are passed over. */
final class JsonLines {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonLines() {}

    static void forEach(Path file, Consumer<JsonLine> action) {
        require(Files.isRegularFile(file), "%s does not exist: check the path", file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            int number = 0;
            for (byte[] bytes = line(in); bytes != null; bytes = line(in)) {
                String place = file + ":" + ++number;
                String text = utf8(bytes, place);
                require(
                        !text.startsWith("\uFEFF"),
                        "%s: the line begins with a byte order mark (U+FEFF): save the file as UTF-8 without" + " it",
                        place);
                if (!text.isBlank()) {
                    action.accept(new JsonLine(place, object(text, place)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read", e);
        }
    }

    private static byte[] line(InputStream in) throws IOException {
        int b = in.read();
        if (b < 0) {
            return null;
        }
        var line = new ByteArrayOutputStream();
        for (; b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toByteArray();
    }

    private static String utf8(byte[] bytes, String place) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(place + ": the line is not UTF-8: convert the file, with iconv for instance", e);
        }
    }

    private static JsonNode object(String text, String place) {
        try {
            JsonNode node = MAPPER.readTree(text);
            require(
                    node.isObject(),
                    "%s: %s is no JSON object: every line must be one, in braces",
                    place,
                    shortened(text));
            return node;
        } catch (JacksonException e) {
            throw new Refusal(
                    refuse("%s: not JSON (%s) in %s: mend the line", place, e.getOriginalMessage(), shortened(text))
                            .getMessage(),
                    e);
        }
    }

    private static String shortened(String text) {
        int length = text.codePointCount(0, text.length());
        return length <= 80 ? text : text.substring(0, text.offsetByCodePoints(0, 80)) + "...";
    }
}

package org.lungta.corpus;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lungta.check.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One file of CMRC 2018; places are paths such as {@code data[3].paragraphs[0]}. */
final class CmrcFile {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path file;
    private final Set<String> ids = new HashSet<>();

    CmrcFile(Path file) {
        this.file = file;
    }

    List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        JsonNode articles = list(root(), "data", "");
        for (int i = 0; i < articles.size(); i++) {
            String article = "data[" + i + "]";
            JsonNode paragraphs = list(articles.get(i), "paragraphs", article + ".");
            for (int j = 0; j < paragraphs.size(); j++) {
                readings.add(reading(paragraphs.get(j), article + ".paragraphs[" + j + "]."));
            }
        }
        return List.copyOf(readings);
    }

    private Reading reading(JsonNode paragraph, String place) {
        List<Question> questions = new ArrayList<>();
        JsonNode qas = list(paragraph, "qas", place);
        for (int i = 0; i < qas.size(); i++) {
            questions.add(question(qas.get(i), place + "qas[" + i + "]."));
        }
        return new Reading(id(paragraph, place), text(paragraph, "context", place), questions);
    }

    private Question question(JsonNode qa, String place) {
        List<String> texts = new ArrayList<>();
        JsonNode answers = list(qa, "answers", place);
        for (int i = 0; i < answers.size(); i++) {
            texts.add(text(answers.get(i), "text", place + "answers[" + i + "]."));
        }
        return new Question(id(qa, place), text(qa, "question", place), texts);
    }

    private String id(JsonNode node, String place) {
        String id = text(node, "id", place);
        require(ids.add(id), "%s: %sid \"%s\" stands twice: give each its own", file, place, id);
        return id;
    }

    private String text(JsonNode node, String field, String place) {
        JsonNode value = node.get(field);
        require(
                value != null && value.isString() && !value.stringValue().isBlank(),
                "%s: %s%s is %s, not a text: give one, or take the entry out",
                file,
                place,
                field,
                value == null ? "missing" : value);
        return value.stringValue();
    }

    private JsonNode list(JsonNode node, String field, String place) {
        JsonNode value = node.get(field);
        require(
                value != null && value.isArray() && !value.isEmpty(),
                "%s: %s%s is %s, not a list with something in it: the file must"
                        + " have the form of CMRC 2018 (SQuAD)",
                file,
                place,
                field,
                value == null ? "missing" : value);
        return value;
    }

    private JsonNode root() {
        require(Files.isRegularFile(file), "%s does not exist: check the path", file);
        try {
            byte[] bytes = Files.readAllBytes(file);
            return MAPPER.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new Refusal(file + ": not UTF-8: convert the file, with iconv for instance", e);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            throw new Refusal(
                    refuse(
                                    "%s:%s: not JSON (%s): mend the file, or get it again",
                                    file, at == null ? "?" : at.getLineNr(), e.getOriginalMessage())
                            .getMessage(),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read", e);
        }
    }
}

package org.lungta.text;

import static org.lungta.check.Check.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * The tokens that a model was given after its first training, as {@value #FILE} in its folder says: words, though its tokenizer
 * lists them among the added tokens, where others have their control tokens.
 *
 * @param first the lowest id
 */
public record NewWords(int first, int count) {
    public static final String FILE = "new_words.json";

    public NewWords {
        require(first >= 0 && count > 0, "new words from id %d, %d of them: that is none", first, count);
    }

    /** What the folder's file says; empty where there is none. */
    public static Optional<NewWords> in(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        JsonNode json = Json.object(file);
        require(
                json.path("first").isInt() && json.path("count").isInt(),
                "%s: \"first\" and \"count\" must be whole numbers: copy the file again from where the model came from",
                file);
        return Optional.of(
                new NewWords(json.path("first").asInt(), json.path("count").asInt()));
    }

    public boolean contains(int id) {
        return first <= id && id < first + count;
    }

    /** The ids in their order. */
    public IntStream ids() {
        return IntStream.range(first, first + count);
    }
}

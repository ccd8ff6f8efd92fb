package org.lungta.text;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** The rows of a model's embedding, one for each id that it can be given. */
public final class ModelRows {
    private ModelRows() {}

    /** The number in {@code config.json}: {@code vocab_size}, of the text model where there are several. */
    public static int count(Path folder) {
        Path file = folder.resolve("config.json");
        JsonNode config = Json.object(file);
        JsonNode rows = config.has("vocab_size")
                ? config.path("vocab_size")
                : config.path("text_config").path("vocab_size");
        require(
                rows.isInt() && rows.asInt() > 0,
                "%s: \"vocab_size\" is %s: it must be the number of rows of the embedding",
                file,
                rows.isMissingNode() ? "missing" : rows);
        return rows.asInt();
    }
}

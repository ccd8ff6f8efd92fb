package org.lungta.checkpoint;

import static org.lungta.check.Check.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.lungta.text.Json;
import org.lungta.text.Tokenizer;
import tools.jackson.databind.JsonNode;

/** Whether a model and the tokenizer in its folder mean the same tokens by the same ids. */
final class SpecialIds {
    private static final String MOVED =
            "special tokens were moved; copy both files again from where the model came from";

    private final Path folder;
    private final Tokenizer tokenizer;
    private final int rows;

    private SpecialIds(Path folder, Tokenizer tokenizer, int rows) {
        this.folder = folder;
        this.tokenizer = tokenizer;
        this.rows = rows;
    }

    /**
     * Refuses a tokenizer whose tokens the model has no rows for, or whose special tokens are not those of the configuration.
     * Special tokens beyond the rows are let pass where nothing uses them: some text models keep the image tokens of their kin.
     */
    static void check(Path folder, Tokenizer tokenizer, int rows, Set<Integer> stops) {
        SpecialIds ids = new SpecialIds(folder, tokenizer, rows);
        ids.rows();
        stops.forEach(stop -> ids.token("eos_token_id", stop));
        JsonNode config = Json.object(folder.resolve("config.json"));
        JsonNode begin = config.path("bos_token_id");
        if (begin.isInt()) {
            ids.token("bos_token_id", begin.asInt());
        }
        ids.named(config, stops);
    }

    /** The same for an encoder, which ends nothing. */
    static void check(Path folder, Tokenizer tokenizer, int rows) {
        SpecialIds ids = new SpecialIds(folder, tokenizer, rows);
        ids.rows();
        ids.named(Json.object(folder.resolve("config.json")), Set.of());
    }

    private void rows() {
        require(
                tokenizer.textSize() <= rows,
                "%s: tokenizer.json has tokens up to id %d, but the model has %d rows: they do not belong together; copy both again"
                        + " from where the model came from",
                folder,
                tokenizer.textSize() - 1,
                rows);
    }

    private void token(String field, int id) {
        require(
                id < rows && tokenizer.token(id).isPresent(),
                "%s: %s is %d, which is no token of tokenizer.json with a row of the model (%d rows): %s",
                folder,
                field,
                id,
                rows,
                MOVED);
    }

    /** What tokenizer_config.json says, where there is one. */
    private void named(JsonNode config, Set<Integer> stops) {
        Path file = folder.resolve("tokenizer_config.json");
        if (!Files.isRegularFile(file)) {
            return;
        }
        JsonNode json = Json.object(file);
        json.path("added_tokens_decoder")
                .properties()
                .forEach(entry -> decoded(file, entry.getKey(), entry.getValue().path("content")));
        Set<Integer> ends = new TreeSet<>(stops);
        collect(config.path("eos_token_id"), ends);
        agree(file, "eos_token", json, ends);
        Set<Integer> begins = new TreeSet<>();
        collect(config.path("bos_token_id"), begins);
        agree(file, "bos_token", json, begins);
    }

    private void decoded(Path file, String id, JsonNode content) {
        require(
                content.isString()
                        && id.matches("[0-9]{1,9}")
                        && tokenizer.token(Integer.parseInt(id)).equals(java.util.Optional.of(content.stringValue())),
                "%s: added_tokens_decoder has %s for id %s, tokenizer.json has not: %s",
                file,
                content,
                id,
                MOVED);
    }

    private void agree(Path file, String field, JsonNode json, Set<Integer> ids) {
        JsonNode value = json.path(field);
        JsonNode text = value.isObject() ? value.path("content") : value;
        if (text.isMissingNode() || text.isNull() || ids.isEmpty()) {
            return;
        }
        require(text.isString(), "%s: \"%s\" is %s; a token is needed", file, field, value);
        int id = tokenizer.id(text.stringValue());
        require(
                ids.contains(id),
                "%s: \"%s\" is \"%s\" with id %d, but the configuration has %s: %s",
                file,
                field,
                text.stringValue(),
                id,
                ids,
                MOVED);
    }

    private static void collect(JsonNode ids, Set<Integer> into) {
        if (ids.isInt()) {
            into.add(ids.asInt());
        }
        if (ids.isArray()) {
            ids.forEach(id -> collect(id, into));
        }
    }
}

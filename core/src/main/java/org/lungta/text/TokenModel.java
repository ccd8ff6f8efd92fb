package org.lungta.text;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The field {@code model} of a tokenizer: the settings beside its vocabulary. */
record TokenModel(Path file, Map<String, Integer> ids) {
    void check(JsonNode model) {
        String type = model.has("type") ? String.valueOf(Json.text(model, "type")) : "BPE";
        switch (type) {
            case "BPE" -> pairs(model);
            case "Unigram" -> pieces(model);
            case "WordPiece" -> {
                requireUnknown(model);
                requireText(model, "continuing_subword_prefix");
                natural(model, "max_input_chars_per_word");
            }
            case "WordLevel" -> requireUnknown(model);
            default ->
                throw refuse(
                        "%s: model.type is \"%s\"; BPE, Unigram, WordPiece and WordLevel are implemented", file, type);
        }
    }

    private void pairs(JsonNode model) {
        require(model.path("vocab").isObject(), "%s: model.vocab is no object: copy the file again", file);
        require(
                model.path("merges").isArray(),
                "%s: model.merges is missing: copy the file again from where the model came from",
                file);
        JsonNode prefix = model.path("continuing_subword_prefix");
        require(
                prefix.isMissingNode()
                        || prefix.isNull()
                        || prefix.isString() && prefix.stringValue().isEmpty(),
                "%s: model.continuing_subword_prefix is %s, which is not implemented for BPE",
                file,
                prefix);
        JsonNode dropout = model.path("dropout");
        require(
                dropout.isMissingNode() || dropout.isNull() || dropout.isNumber() && dropout.asDouble() == 0,
                "%s: model.dropout is %s: the same text would have different tokens each time; set it to null",
                file,
                dropout);
    }

    private void pieces(JsonNode model) {
        require(model.path("vocab").isArray(), "%s: model.vocab is no list: copy the file again", file);
        for (JsonNode piece : model.path("vocab")) {
            require(
                    piece.size() == 2
                            && piece.path(1).isNumber()
                            && Double.isFinite(piece.path(1).asDouble()),
                    "%s: the piece %s has no score: copy the file again from where the model came from",
                    file,
                    piece);
        }
        JsonNode unknown = model.path("unk_id");
        require(
                unknown.isNull() || unknown.isInt() && 0 <= unknown.asInt() && unknown.asInt() < ids.size(),
                "%s: model.unk_id is %s, which no piece has: copy the file again from where the model came from",
                file,
                unknown);
    }

    private void requireUnknown(JsonNode model) {
        requireText(model, "unk_token");
        require(
                model.path("vocab").has(model.path("unk_token").stringValue()),
                "%s: model.unk_token is %s, which is not in the vocabulary: copy the file again from where the model came from",
                file,
                model.path("unk_token"));
    }

    private void requireText(JsonNode model, String field) {
        require(
                model.path(field).isString(),
                "%s: model.%s is %s; a text is needed: copy the file again from where the model came from",
                file,
                field,
                model.path(field));
    }

    private void natural(JsonNode model, String field) {
        JsonNode value = model.path(field);
        require(
                value.isInt() && value.asInt() > 0,
                "%s: model.%s is %s; a positive whole number is needed: copy the file again",
                file,
                field,
                value);
    }
}

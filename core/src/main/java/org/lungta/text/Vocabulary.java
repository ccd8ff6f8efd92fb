package org.lungta.text;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lungta.check.Refusal;
import tools.jackson.databind.JsonNode;

/**
 * What {@code tokenizer.json} says about single tokens: the ids of their texts, the texts of the ids, which of them were added
 * to the vocabulary, and which id stands for what the vocabulary cannot write.
 */
final class Vocabulary {
    /** The id of unknown text where there is none. */
    static final int NO_UNKNOWN = -1;

    private final Path file;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<Integer, String> texts = new HashMap<>();
    private final Set<String> added = new LinkedHashSet<>();
    private final Set<String> control = new LinkedHashSet<>();
    private final Set<Integer> special = new LinkedHashSet<>();
    private final int unknown;
    private final int size;
    private final boolean byteLevel;
    private final Optional<NewWords> words;
    private boolean normalisedControl;

    Vocabulary(Path file) {
        this.file = file;
        this.words = NewWords.in(file.toAbsolutePath().getParent());
        JsonNode root = Json.object(file);
        JsonNode model = root.path("model");
        readVocabulary(model.path("vocab"));
        readAdded(root.path("added_tokens"));
        unknown = unknownOf(model);
        Pipeline.check(file, root, ids);
        byteLevel = root.path("decoder").toString().contains("\"ByteLevel\"");
        size = texts.keySet().stream().mapToInt(Integer::intValue).max().orElseThrow() + 1;
    }

    /** The first 16 hexadecimal digits of the file's SHA-256. */
    String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new Refusal(file + ": cannot be read (" + e.getMessage() + "): check that it is still there", e);
        }
    }

    /** The highest id and one. */
    int size() {
        return size;
    }

    /** The highest id and one of what text without control tokens can become. */
    int textSize() {
        return texts.keySet().stream()
                        .filter(id -> !special.contains(id))
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(-1)
                + 1;
    }

    boolean has(String token) {
        return ids.containsKey(token);
    }

    int id(String token) {
        Integer id = ids.get(token);
        require(
                id != null,
                "%s: the tokenizer has no token \"%s\": check its spelling, or choose the model that it belongs to",
                file,
                token);
        return id;
    }

    /** The token's text as the file writes it, or null where no token has this id. */
    String text(int id) {
        return texts.get(id);
    }

    /** Whether decoding drops the token. */
    boolean isSpecial(int id) {
        return special.contains(id);
    }

    /** The texts of all added tokens but for {@link NewWords}. */
    Set<String> control() {
        return control;
    }

    /** Whether some added token is looked for in the normalised text, so that it can be written in several ways. */
    boolean findsControlInNormalisedText() {
        return normalisedControl;
    }

    /** The id of text that the vocabulary cannot write, or {@link #NO_UNKNOWN}. */
    int unknown() {
        return unknown;
    }

    /** Whether tokens write bytes as visible characters. */
    boolean isByteLevel() {
        return byteLevel;
    }

    private void readVocabulary(JsonNode vocabulary) {
        if (vocabulary.isObject()) {
            vocabulary.properties().forEach(entry -> put(entry.getKey(), id(entry.getKey(), entry.getValue())));
        } else {
            for (JsonNode entry : vocabulary) {
                require(
                        entry.path(0).isString(),
                        "%s: %s in model.vocab is no piece: copy the file again",
                        file,
                        entry);
                put(entry.path(0).stringValue(), texts.size());
            }
        }
        require(
                !ids.isEmpty(),
                "%s: model.vocab is missing or empty: copy the file again from where the model came from",
                file);
        int highest = texts.keySet().stream().mapToInt(Integer::intValue).max().orElseThrow();
        require(
                highest == texts.size() - 1,
                "%s: model.vocab has %d tokens, but ids up to %d: some are missing; copy the file again from where the model"
                        + " came from",
                file,
                texts.size(),
                highest);
    }

    private int id(String text, JsonNode id) {
        require(
                id.isInt() && id.asInt() >= 0,
                "%s: \"%s\" has the id %s in model.vocab: copy the file again from where the model came from",
                file,
                text,
                id);
        return id.asInt();
    }

    private void readAdded(JsonNode tokens) {
        for (JsonNode token : tokens) {
            String content = Json.text(token, "content");
            require(
                    content != null && !content.isEmpty() && token.path("id").isInt(),
                    "%s: the added token %s lacks its id or its content: copy the file again from where the model came from",
                    file,
                    token);
            int id = token.path("id").asInt();
            Integer before = ids.get(content);
            require(
                    added.add(content) && (before == null ? id == texts.size() : id == before),
                    "%s: the added token \"%s\" has the id %d, but %s: special tokens were moved, and the model would read others"
                            + " than are meant; copy the file again from where the model came from",
                    file,
                    content,
                    id,
                    before == null
                            ? texts.size() + " is the next that is free"
                            : "it stands in the file with id " + before);
            if (before == null) {
                put(content, id);
            }
            if (words.filter(w -> w.contains(id)).isPresent()) {
                continue;
            }
            control.add(content);
            normalisedControl |= token.path("normalized").asBoolean(false);
            if (token.path("special").asBoolean(false)) {
                special.add(id);
            }
        }
    }

    private int unknownOf(JsonNode model) {
        if (model.path("unk_id").isInt()) {
            return model.path("unk_id").asInt();
        }
        String token = Json.text(model, "unk_token");
        if (token == null) {
            return NO_UNKNOWN;
        }
        Integer id = ids.get(token);
        if (id == null) {
            throw refuse(
                    "%s: model.unk_token is \"%s\", which is not in the vocabulary: copy the file again from where the model"
                            + " came from",
                    file, token);
        }
        return id;
    }

    private void put(String text, int id) {
        Integer other = ids.put(text, id);
        require(other == null, "%s: \"%s\" stands twice in the vocabulary: copy the file again", file, text);
        String namesake = texts.put(id, text);
        require(
                namesake == null,
                "%s: \"%s\" and \"%s\" have the same id %d: copy the file again from where the model came from",
                file,
                namesake,
                text,
                id);
    }
}

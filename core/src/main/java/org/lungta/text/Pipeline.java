package org.lungta.text;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Lets only those parts of {@code tokenizer.json} through that the native library computes without fail. It ends the process,
 * where it should throw, on an empty pattern, a prefix longer than a character, a template's token that is not there, a damaged
 * character map or a very deep pattern; and what is damaged in such ways is not the model's tokenizer any more.
 */
final class Pipeline {
    private static final int MOST_PARTS = 64;
    private static final int LONGEST_TEXT = 32;
    private static final int MOST_GROWTH = 64;
    private static final int LONGEST_PATTERN = 4096;
    private static final int DEEPEST_PATTERN = 32;

    private static final Set<String> NORMALIZERS =
            Set.of("NFC", "NFD", "NFKC", "NFKD", "Lowercase", "StripAccents", "Nmt", "Strip", "BertNormalizer");
    private static final Set<String> SPLITTERS = Set.of(
            "BertPreTokenizer",
            "Whitespace",
            "WhitespaceSplit",
            "ByteLevel",
            "Metaspace",
            "Digits",
            "Punctuation",
            "CharDelimiterSplit",
            "UnicodeScripts");
    private static final Set<String> DECODERS =
            Set.of("ByteLevel", "ByteFallback", "Fuse", "Metaspace", "WordPiece", "BPEDecoder");

    /** Patterns that never match nothing, which is what a replacement must not do. */
    private static final Set<String> REPLACED = Set.of(" {2,}", "\\s+", "\\s{2,}", "\\n", " ");

    private final Path file;
    private final Map<String, Integer> ids;
    private long growth = 1;

    private Pipeline(Path file, Map<String, Integer> ids) {
        this.file = file;
        this.ids = ids;
    }

    /** Refuses a tokenizer with any part that is not known to be safe. */
    static void check(Path file, JsonNode root, Map<String, Integer> ids) {
        Pipeline pipeline = new Pipeline(file, ids);
        pipeline.parts(root, "normalizer", "normalizers").forEach(pipeline::normalizer);
        pipeline.parts(root, "pre_tokenizer", "pretokenizers").forEach(pipeline::splitter);
        pipeline.parts(root, "post_processor", "processors").forEach(pipeline::processor);
        pipeline.parts(root, "decoder", "decoders").forEach(pipeline::decoder);
        new TokenModel(file, ids).check(root.path("model"));
    }

    private List<JsonNode> parts(JsonNode root, String field, String list) {
        List<JsonNode> parts = new ArrayList<>();
        JsonNode part = root.path(field);
        if (!part.isMissingNode() && !part.isNull()) {
            collect(part, field, list, parts);
        }
        require(
                parts.size() <= MOST_PARTS,
                "%s: %s has %d parts, more than any known model",
                file,
                field,
                parts.size());
        return parts;
    }

    private void collect(JsonNode part, String field, String list, List<JsonNode> parts) {
        require(
                part.isObject() && part.path("type").isString(),
                "%s: a part of %s has no type: copy the file again from where the model came from",
                file,
                field);
        if (!type(part).equals("Sequence")) {
            parts.add(part);
            return;
        }
        require(
                part.path(list).isArray(),
                "%s: %s is a sequence without %s: copy the file again from where the model came from",
                file,
                field,
                list);
        part.path(list).forEach(inner -> collect(inner, field, list, parts));
    }

    private static String type(JsonNode part) {
        return part.path("type").stringValue();
    }

    private void normalizer(JsonNode part) {
        switch (type(part)) {
            case "Prepend" -> grow(filled(part, "prepend"));
            case "Replace" -> replace(part);
            case "Precompiled" -> CharacterMap.check(file, part.path("precompiled_charsmap"));
            default -> known(part, NORMALIZERS);
        }
    }

    private void splitter(JsonNode part) {
        if (!type(part).equals("Split")) {
            known(part, SPLITTERS);
            return;
        }
        JsonNode pattern = part.path("pattern");
        if (pattern.has("Regex")) {
            pattern(filled(pattern, "Regex"));
        } else {
            filled(pattern, "String");
        }
    }

    private void decoder(JsonNode part) {
        switch (type(part)) {
            case "Replace" -> replace(part);
            case "Strip" -> {
                int start = part.path("start").asInt(-1);
                require(
                        0 <= start && start <= LONGEST_TEXT && part.path("stop").asInt(-1) == 0,
                        "%s: the decoder strips %s characters before and %s behind a token; some before and none behind are"
                                + " implemented",
                        file,
                        part.path("start"),
                        part.path("stop"));
            }
            default -> known(part, DECODERS);
        }
    }

    private void processor(JsonNode part) {
        switch (type(part)) {
            case "ByteLevel" -> {}
            case "BertProcessing", "RobertaProcessing" -> {
                pair(part.path("sep"));
                pair(part.path("cls"));
            }
            case "TemplateProcessing" -> new Template(file, ids).check(part);
            default -> known(part, Set.of());
        }
    }

    private void pair(JsonNode pair) {
        require(
                pair.size() == 2 && pair.path(0).isString() && pair.path(1).isInt(),
                "%s: the post-processor has %s for a token and its id: copy the file again from where the model came from",
                file,
                pair);
        Template.requireSame(file, ids, pair.path(0).stringValue(), pair.path(1).asInt());
    }

    private void replace(JsonNode part) {
        JsonNode pattern = part.path("pattern");
        String content = Json.text(part, "content");
        require(
                content != null && content.length() <= LONGEST_TEXT,
                "%s: a replacement has no content, or a very long one: copy the file again from where the model came from",
                file);
        grow(content);
        if (pattern.has("Regex")) {
            String regex = filled(pattern, "Regex");
            require(
                    REPLACED.contains(regex),
                    "%s: the pattern \"%s\" is replaced, which is not implemented; implemented: %s",
                    file,
                    regex,
                    REPLACED);
        } else {
            filled(pattern, "String");
        }
    }

    /** Each step may make text so many times as long; together they must not make it endless. */
    private void grow(String content) {
        growth *= Math.max(1, content.length());
        require(growth <= MOST_GROWTH, "%s: the normalizer makes text more than %d times as long", file, MOST_GROWTH);
    }

    private void pattern(String regex) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < regex.length(); i++) {
            depth += regex.charAt(i) == '(' || regex.charAt(i) == '[' ? 1 : 0;
            depth -= depth > 0 && (regex.charAt(i) == ')' || regex.charAt(i) == ']') ? 1 : 0;
            deepest = Math.max(deepest, depth);
        }
        require(
                regex.length() <= LONGEST_PATTERN && deepest <= DEEPEST_PATTERN && !regex.contains("\\g"),
                "%s: a pattern of %d characters, %d brackets deep, is more than any known model has",
                file,
                regex.length(),
                deepest);
    }

    private String filled(JsonNode part, String field) {
        String text = Json.text(part, field);
        require(
                text != null && !text.isEmpty(),
                "%s: \"%s\" is missing or empty in %s: copy the file again from where the model came from",
                file,
                field,
                part);
        return text;
    }

    private void known(JsonNode part, Set<String> types) {
        if (!types.contains(type(part))) {
            throw refuse(
                    "%s: \"%s\" is no part of a tokenizer that is implemented at this place (%s): choose another model",
                    file, type(part), types);
        }
    }
}

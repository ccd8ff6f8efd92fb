package org.lungta.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Fields of pairs beyond those that an {@link Example} has, by the pair's id. */
public final class PairFields {
    private PairFields() {}

    /** The texts in a field of this name. */
    public static Map<String, String> texts(Path file, String field) {
        Map<String, String> texts = new HashMap<>();
        JsonLines.forEach(file, line -> {
            if (line.object().has(field)) {
                texts.put(line.text("id"), line.text(field));
            }
        });
        return texts;
    }

    /** The lists of texts in a field of this name. */
    public static Map<String, List<String>> lists(Path file, String field) {
        Map<String, List<String>> lists = new HashMap<>();
        JsonLines.forEach(file, line -> {
            JsonNode values = line.object().get(field);
            if (values != null && values.isArray()) {
                List<String> texts = new ArrayList<>();
                values.forEach(value -> texts.add(value.asString()));
                lists.put(line.text("id"), List.copyOf(texts));
            }
        });
        return lists;
    }

    /** Of pairs whose target is in this language and that list more {@code references}: the first that is not the target itself. */
    public static Map<String, String> otherWords(Path file, String language) {
        Map<String, String> other = new HashMap<>();
        JsonLines.forEach(file, line -> {
            JsonNode references = line.object().get("references");
            if (references != null && references.isArray() && language.equals(line.text("target_lang"))) {
                String target = line.text("target");
                references
                        .valueStream()
                        .map(JsonNode::asString)
                        .filter(text -> !text.isBlank() && !text.equals(target))
                        .findFirst()
                        .ifPresent(text -> other.put(line.text("id"), text));
            }
        });
        return other;
    }
}

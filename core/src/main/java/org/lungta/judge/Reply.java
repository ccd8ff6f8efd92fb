package org.lungta.judge;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON object that a model is asked for, and nothing around it: strictly read, so that a guess is never taken for a verdict. */
final class Reply {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final List<String> LISTS = List.of("missing", "added");
    private static final List<String> CHOICES = List.of("adequacy", "fluency", "format", "overall");
    private static final Set<String> FIELDS =
            Set.of("missing", "added", "adequacy", "fluency", "format", "overall", "confidence");

    private Reply() {}

    /** The overall verdict; empty where the text is anything but the object that was asked for. */
    static Optional<Opinion.Choice> choice(String text) {
        try {
            JsonNode root = MAPPER.readTree(text);
            boolean complete = root.isObject()
                    && new TreeSet<>(root.propertyNames()).equals(new TreeSet<>(FIELDS))
                    && LISTS.stream().allMatch(field -> isTexts(root.get(field)))
                    && CHOICES.stream().allMatch(field -> read(root.get(field)).isPresent())
                    && isShare(root.get("confidence"));
            return complete ? read(root.get("overall")) : Optional.empty();
        } catch (JacksonException broken) {
            return Optional.empty();
        }
    }

    /** What the model wrote, where the body is a chat completion. */
    static Optional<String> content(String body) {
        try {
            JsonNode content = MAPPER.readTree(body)
                    .path("choices")
                    .path(0)
                    .path("message")
                    .path("content");
            return content.isString() ? Optional.of(content.asString()) : Optional.empty();
        } catch (JacksonException broken) {
            return Optional.empty();
        }
    }

    private static Optional<Opinion.Choice> read(JsonNode value) {
        return switch (value.isString() ? value.asString() : "") {
            case "A" -> Optional.of(Opinion.Choice.A);
            case "B" -> Optional.of(Opinion.Choice.B);
            case "tie" -> Optional.of(Opinion.Choice.TIE);
            default -> Optional.empty();
        };
    }

    private static boolean isTexts(JsonNode value) {
        return value.isArray() && value.valueStream().allMatch(JsonNode::isString);
    }

    private static boolean isShare(JsonNode value) {
        return value.isNumber() && 0 <= value.asDouble() && value.asDouble() <= 1;
    }
}

package org.lungta.gguf;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object under construction; an entry may be null, as in the files that it is like. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Map<String, Object> entries = new LinkedHashMap<>();

    Json with(String key, Object value) {
        entries.put(key, value);
        return this;
    }

    Json withAll(Json other) {
        entries.putAll(other.entries);
        return this;
    }

    @JsonValue
    Map<String, Object> entries() {
        return entries;
    }

    /** On one line. */
    String compact() {
        return MAPPER.writeValueAsString(entries) + "\n";
    }

    /** For people. */
    String pretty() {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(entries) + "\n";
    }

    Json sorted() {
        Json sorted = new Json();
        new TreeMap<>(entries).forEach(sorted::with);
        return sorted;
    }
}

package org.lungta.judge;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lungta.check.TextFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The outputs of one system, as {@code run} and {@code evaluate} leave them: {@code {"id", "source", "reference", "output"}} a line.
 *
 * @param name of the system
 */
public record Outputs(String name, Path file, Map<String, Item> items) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** One output. */
    public record Item(String source, String reference, String output) {}

    public static Outputs read(String name, Path file) {
        Map<String, Item> items = new LinkedHashMap<>();
        int number = 0;
        for (String line : TextFile.lines(file)) {
            String place = file + ":" + ++number;
            JsonNode node = parsed(line, place);
            String id = text(node, "id", place);
            Item item =
                    new Item(text(node, "source", place), text(node, "reference", place), text(node, "output", place));
            require(items.put(id, item) == null, "%s: the id \"%s\" stands twice", place, id);
        }
        require(!items.isEmpty(), "%s holds no outputs", file);
        return new Outputs(name, file, items);
    }

    /** Side by side with another system's outputs for the same prompts. */
    List<Pair> against(Outputs other) {
        require(
                items.keySet().equals(other.items.keySet()),
                "%s and %s are outputs for different prompts: evaluate both systems on the same ones",
                file,
                other.file);
        List<Pair> pairs = new ArrayList<>();
        items.forEach((id, own) -> {
            Item theirs = other.items.get(id);
            require(
                    own.source().equals(theirs.source()) && own.reference().equals(theirs.reference()),
                    "%s and %s have different texts under the id \"%s\"",
                    file,
                    other.file,
                    id);
            pairs.add(new Pair(id, own.source(), own.reference(), own.output(), theirs.output()));
        });
        return pairs;
    }

    private static JsonNode parsed(String line, String place) {
        try {
            return JSON.readTree(line);
        } catch (JacksonException malformed) {
            throw refuse("%s: not JSON (%s)", place, malformed.getOriginalMessage());
        }
    }

    private static String text(JsonNode node, String field, String place) {
        JsonNode value = node.path(field);
        require(
                value.isString(),
                "%s: no text in \"%s\"; each line is {\"id\", \"source\", \"reference\", \"output\"}",
                place,
                field);
        return value.stringValue();
    }
}

package org.lungta.lexicon;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.lang.Character.UnicodeScript;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lungta.text.Language;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The first line of a lexicon: {@code # lungta lexicon} and a JSON object with what it was made of. */
final class LexiconHeader {
    private static final String START = "# lungta lexicon ";
    private static final int FORMAT = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private LexiconHeader() {}

    static String format(Origin origin) {
        ObjectNode header = JSON.createObjectNode();
        header.put("format", FORMAT);
        header.set("from", language(origin.from()));
        header.set("to", language(origin.to()));
        header.put("units", origin.units());
        origin.tokenizer().ifPresent(fingerprint -> header.put("tokenizer", fingerprint));
        ObjectNode built = header.putObject("built");
        origin.built().forEach(built::put);
        return START + JSON.writeValueAsString(header);
    }

    static Origin read(Path file, String line) {
        require(
                line.startsWith(START),
                "%s:1: the first line does not begin with \"%s\", so this is no lexicon: build one, or take the first line"
                        + " over from one that was built",
                file,
                START.strip());
        JsonNode header = json(file, line.substring(START.length()));
        require(
                header.path("format").asInt(0) == FORMAT,
                "%s:1: the format is %s, and only %d is known: build the lexicon again",
                file,
                header.path("format"),
                FORMAT);
        Map<String, String> built = new LinkedHashMap<>();
        header.path("built")
                .properties()
                .forEach(entry -> built.put(entry.getKey(), entry.getValue().asString()));
        return new Origin(
                language(file, header, "from"),
                language(file, header, "to"),
                text(file, header, "units"),
                header.has("tokenizer") ? Optional.of(text(file, header, "tokenizer")) : Optional.empty(),
                built);
    }

    private static JsonNode json(Path file, String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException malformed) {
            throw refuse(
                    "%s:1: the first line is not JSON behind \"%s\" (%s): take it over from a lexicon that was built",
                    file, START.strip(), malformed.getOriginalMessage());
        }
    }

    private static ObjectNode language(Language language) {
        ObjectNode node = JSON.createObjectNode().put("code", language.code());
        var scripts = node.putArray("scripts");
        new TreeSet<>(language.scripts()).forEach(script -> scripts.add(script.name()));
        return node;
    }

    private static Language language(Path file, JsonNode header, String field) {
        JsonNode node = header.path(field);
        Set<UnicodeScript> scripts = new TreeSet<>();
        for (JsonNode script : node.path("scripts")) {
            scripts.add(script(file, script.asString()));
        }
        require(
                !scripts.isEmpty(),
                "%s:1: \"%s\" names no scripts: take the first line over from a lexicon that was built",
                file,
                field);
        return new Language(text(file, node, "code"), scripts);
    }

    private static UnicodeScript script(Path file, String name) {
        try {
            return UnicodeScript.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw refuse(
                    "%s:1: \"%s\" is no script: use a name of java.lang.Character.UnicodeScript, such as TIBETAN",
                    file, name);
        }
    }

    private static String text(Path file, JsonNode node, String field) {
        require(
                node.path(field).isString(),
                "%s:1: \"%s\" is missing: take the first line over from a lexicon that was built",
                file,
                field);
        return node.path(field).stringValue();
    }
}

package org.lungta.text;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The template that sets special tokens around text: every token in it must be there, under the id that it has. */
record Template(Path file, Map<String, Integer> ids) {
    private static final Set<String> ONE = Set.of("A");
    private static final Set<String> TWO = Set.of("A", "B");

    void check(JsonNode part) {
        JsonNode special = part.path("special_tokens");
        require(special.isObject(), broken("special_tokens"), file, special);
        special.properties().forEach(token -> token(token.getKey(), token.getValue()));
        pieces(part.path("single"), special, List.of(ONE));
        pieces(part.path("pair"), special, List.of(TWO, ONE, Set.of()));
    }

    private void token(String name, JsonNode token) {
        JsonNode numbers = token.path("ids");
        JsonNode tokens = token.path("tokens");
        require(
                name.equals(Json.text(token, "id"))
                        && numbers.isArray()
                        && tokens.isArray()
                        && !numbers.isEmpty()
                        && numbers.size() == tokens.size(),
                broken("special token"),
                file,
                token);
        for (int i = 0; i < numbers.size(); i++) {
            require(numbers.path(i).isInt() && tokens.path(i).isString(), broken("special token"), file, token);
            requireSame(file, ids, tokens.path(i).stringValue(), numbers.path(i).asInt());
        }
    }

    private void pieces(JsonNode pieces, JsonNode special, List<Set<String>> texts) {
        require(pieces.isArray(), broken("template"), file, pieces);
        Set<String> found = new TreeSet<>();
        for (JsonNode piece : pieces) {
            String name = Json.text(piece.path("SpecialToken"), "id");
            String text = Json.text(piece.path("Sequence"), "id");
            require(
                    piece.size() == 1 && (name != null ? special.has(name) : text != null && found.add(text)),
                    broken("piece of a template"),
                    file,
                    piece);
        }
        require(texts.contains(found), broken("template"), file, pieces);
    }

    /** Refuses a token that has another id in the vocabulary, or none. */
    static void requireSame(Path file, Map<String, Integer> ids, String token, int id) {
        require(
                ids.containsKey(token) && ids.get(token) == id,
                "%s: the post-processor adds \"%s\" with id %d, but in the vocabulary it has %s: special tokens were moved; copy"
                        + " the file again from where the model came from",
                file,
                token,
                id,
                ids.containsKey(token) ? "id " + ids.get(token) : "none");
    }

    private static String broken(String what) {
        return "%s: the post-processor has a " + what
                + " that is none: %s: copy the file again from where the model came from";
    }
}

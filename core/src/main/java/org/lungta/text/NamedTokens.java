package org.lungta.text;

import static org.lungta.check.Check.refuse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The tokens to which a model folder gives a part: {@code bos_token} begins a text, {@code eos_token} ends it. */
record NamedTokens(Path folder) {
    private static final String CONFIG = "tokenizer_config.json";
    private static final String MAP = "special_tokens_map.json";

    /**
     * The text of the token with this part, from {@code tokenizer_config.json} or, where that does not name it,
     * {@code special_tokens_map.json}; refused where there is none.
     */
    String token(String part) {
        JsonNode named = Stream.of(CONFIG, MAP)
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .map(file -> Json.object(file).path(part))
                .filter(node -> !node.isMissingNode())
                .findFirst()
                .orElseGet(MissingNode::getInstance);
        JsonNode text = named.isObject() ? named.path("content") : named;
        if (!text.isString() || text.stringValue().isEmpty()) {
            throw refuse(
                    "%s: neither %s nor %s names the %s, which the prompts of this model need: add it to %s, or copy the"
                            + " file again from where the model came from",
                    folder, CONFIG, MAP, part, CONFIG);
        }
        return text.stringValue();
    }
}

package org.lungta.extension;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tokenizer.json with more added tokens. They are looked for in the text before anything else, as they are written, so every
 * kind of tokenizer (BPE, Unigram, WordPiece) takes them alike, text without them is cut as before, and text to ids to text stays
 * exact.
 */
final class TokenizerFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TokenizerFile() {}

    /** tokenizer_config.json with the same tokens, from which transformers rebuilds some of its tokenizers. */
    static String configWith(JsonNode config, List<String> texts, int first) {
        ObjectNode root = config.deepCopy().asObject();
        ObjectNode added = root.withObject("added_tokens_decoder");
        for (int i = 0; i < texts.size(); i++) {
            describe(added.putObject(String.valueOf(first + i)), texts.get(i));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void describe(ObjectNode token, String text) {
        token.put("content", text);
        token.put("single_word", false);
        token.put("lstrip", false);
        token.put("rstrip", false);
        token.put("normalized", false);
        token.put("special", false);
    }

    /** The file with these texts as tokens from id {@code first} on. */
    static String with(JsonNode tokenizer, List<String> texts, int first) {
        ObjectNode root = tokenizer.deepCopy().asObject();
        ArrayNode added = root.withArray("added_tokens");
        for (int i = 0; i < texts.size(); i++) {
            ObjectNode token = added.addObject();
            token.put("id", first + i);
            describe(token, texts.get(i));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }
}

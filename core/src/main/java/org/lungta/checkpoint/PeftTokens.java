package org.lungta.checkpoint;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lungta.model.AdapterConfig;
import tools.jackson.databind.JsonNode;

/**
 * PEFT's {@code trainable_token_indices}: a list of ids is the embedding's, {@code {"embed_tokens": ids, "lm_head": ids}} names both
 * tables. Where the head is tied, equal ids of both are the embedding's alone, as PEFT has it too.
 */
record PeftTokens(List<Integer> embedding, List<Integer> head) {
    private static final String FIELD = "trainable_token_indices";
    private static final String EMBEDDING = "embed_tokens";
    private static final String HEAD = "lm_head";

    static PeftTokens of(AdapterConfig config) {
        return new PeftTokens(config.tokens(), config.headTokens());
    }

    static PeftTokens read(Config json, boolean tiedHead) {
        JsonNode value = json.json().path(FIELD);
        if (!value.isObject()) {
            return new PeftTokens(ids(json, value), List.of());
        }
        require(
                Set.of(EMBEDDING, HEAD).containsAll(value.propertyNames()),
                "%s: \"%s\" is %s; ids of %s and %s are implemented",
                json.file(),
                FIELD,
                value,
                EMBEDDING,
                HEAD);
        PeftTokens named = new PeftTokens(ids(json, value.path(EMBEDDING)), ids(json, value.path(HEAD)));
        require(
                !tiedHead || named.head.isEmpty() || named.head.equals(named.embedding),
                "%s: \"%s\" is %s, but the head is tied to the embedding: both must have the same ids",
                json.file(),
                FIELD,
                value);
        return tiedHead ? new PeftTokens(named.embedding, List.of()) : named;
    }

    private static List<Integer> ids(Config json, JsonNode list) {
        require(
                list.isMissingNode() || list.isNull() || list.isArray(),
                "%s: \"%s\" holds %s; a list of ids is implemented",
                json.file(),
                FIELD,
                list);
        List<Integer> ids = new ArrayList<>();
        for (JsonNode id : list) {
            require(id.isInt() && id.asInt() >= 0, "%s: \"%s\" holds %s, which is no token id", json.file(), FIELD, id);
            ids.add(id.asInt());
        }
        return ids;
    }

    /** As adapter_config.json has it; null where there are none. */
    Object json() {
        if (head.isEmpty()) {
            return embedding.isEmpty() ? null : embedding;
        }
        Map<String, List<Integer>> both = new TreeMap<>();
        both.put(EMBEDDING, embedding);
        both.put(HEAD, head);
        return both;
    }
}

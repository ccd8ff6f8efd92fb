package org.lungta.text;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the oracles wrote. */
final class Golden {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Golden() {}

    static List<JsonNode> list(String file, String field) throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
            return StreamSupport.stream(MAPPER.readTree(in).get(field).spliterator(), false)
                    .toList();
        }
    }

    static Path folder(String name) {
        try {
            return Path.of(Golden.class.getResource("/golden/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Tokens tokens(JsonNode ids) {
        return MAPPER.convertValue(ids, Tokens.class);
    }

    static List<Message> messages(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .map(message -> new Message(
                        Role.valueOf(message.get("role").stringValue().toUpperCase(java.util.Locale.ROOT)),
                        message.get("content").stringValue()))
                .toList();
    }
}

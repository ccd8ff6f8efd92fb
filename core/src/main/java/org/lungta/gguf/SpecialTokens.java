package org.lungta.gguf;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The tokens with a role, as the metadata names them, and the chat template. */
record SpecialTokens(TokenTable table, Optional<String> template) {
    static SpecialTokens read(TokenTable table) {
        return new SpecialTokens(table, table.metadata().maybeText("tokenizer.chat_template"));
    }

    /** The id of the token with this role, or null. */
    static Integer idOrNull(Metadata metadata, String role) {
        OptionalInt id = metadata.maybeNumber(key(role));
        return id.isPresent() ? Integer.valueOf(id.getAsInt()) : null;
    }

    /** The text of the token with this role, or null. */
    String textOrNull(String role) {
        return token(role).map(Token::text).orElse(null);
    }

    Optional<Token> token(String role) {
        Metadata metadata = table.metadata();
        OptionalInt id = metadata.maybeNumber(key(role));
        if (id.isEmpty()) {
            return Optional.empty();
        }
        require(
                id.getAsInt() < table.tokens().size(),
                "%s: \"%s\" is %d, but there are only %d tokens: the file is damaged; copy it again",
                metadata.file(),
                key(role),
                id.getAsInt(),
                table.tokens().size());
        return Optional.of(table.tokens().get(id.getAsInt()));
    }

    /**
     * Every token that ends a completion: those that the metadata names, and in a model with a chat template those of {@code ends}
     * that it has as control tokens.
     */
    List<Integer> ends(List<String> ends) {
        Set<Integer> ids = new LinkedHashSet<>();
        for (String role : List.of("eos", "eot", "eom")) {
            token(role).ifPresent(token -> ids.add(token.id()));
        }
        if (template.isPresent()) {
            ends.stream().filter(table::isControl).map(table.ids()::get).forEach(ids::add);
        }
        require(
                !ids.isEmpty(),
                "%s: the metadata has no \"%s\": a completion could never end; take another conversion of the model",
                table.metadata().file(),
                key("eos"));
        return new ArrayList<>(ids);
    }

    /** generation_config.json: the file knows no sampling defaults, so there are none. */
    Json generation(List<String> ends) {
        List<Integer> ids = ends(ends);
        Json generation = new Json();
        token("bos").ifPresent(token -> generation.with("bos_token_id", token.id()));
        token("padding").ifPresent(token -> generation.with("pad_token_id", token.id()));
        return generation.with("eos_token_id", ids.size() == 1 ? ids.get(0) : ids);
    }

    /** The control tokens that the chat template writes, in the order of their ids. */
    List<String> inTemplate() {
        return table.added().stream()
                .filter(token -> token.kind() == Token.Kind.CONTROL)
                .map(Token::text)
                .filter(text -> template.orElse("").contains(text))
                .toList();
    }

    private static String key(String role) {
        return "tokenizer.ggml." + role + "_token_id";
    }
}

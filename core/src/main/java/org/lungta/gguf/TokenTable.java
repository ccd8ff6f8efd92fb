package org.lungta.gguf;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All tokens of the file, the id being the place, and where each text is. */
record TokenTable(Metadata metadata, List<Token> tokens, Map<String, Integer> ids) {
    static final String TOKENS = "tokenizer.ggml.tokens";
    private static final String KINDS = "tokenizer.ggml.token_type";

    static TokenTable read(Metadata metadata, int vocabulary) {
        List<String> texts = metadata.texts(TOKENS);
        require(
                texts.size() == vocabulary,
                "%s: %d tokens for an embedding of %d rows: the file is damaged; copy it again",
                metadata.file(),
                texts.size(),
                vocabulary);
        List<Integer> kinds = metadata.has(KINDS) ? metadata.numbers(KINDS) : Collections.nCopies(vocabulary, 1);
        require(
                kinds.size() == vocabulary,
                "%s: %d kinds for %d tokens: the file is damaged; copy it again",
                metadata.file(),
                kinds.size(),
                vocabulary);
        List<Token> tokens = new ArrayList<>(vocabulary);
        for (int id = 0; id < vocabulary; id++) {
            tokens.add(new Token(id, texts.get(id), kind(metadata, id, kinds.get(id))));
        }
        return of(metadata, tokens);
    }

    static TokenTable of(Metadata metadata, List<Token> tokens) {
        Map<String, Integer> ids = new HashMap<>();
        for (Token token : tokens) {
            require(!token.text().isEmpty(), "%s: token %d has no text", metadata.file(), token.id());
            Integer before = ids.put(token.text(), token.id());
            require(
                    before == null,
                    "%s: tokens %d and %d are both \"%s\": the tokenizer cannot be written as Hugging Face does",
                    metadata.file(),
                    before,
                    token.id(),
                    token.text());
        }
        return new TokenTable(metadata, List.copyOf(tokens), ids);
    }

    private static Token.Kind kind(Metadata metadata, int id, int number) {
        require(
                1 <= number && number <= Token.Kind.values().length,
                "%s: token %d is of the unknown kind %d: the file is damaged; copy it again",
                metadata.file(),
                id,
                number);
        return Token.Kind.values()[number - 1];
    }

    /** The tokens that are cut out of the text, in the order of their ids. */
    List<Token> added() {
        return tokens.stream().filter(Token::isAdded).toList();
    }

    /** Whether there is a control token with this text. */
    boolean isControl(String text) {
        Integer id = ids.get(text);
        return id != null && tokens.get(id).kind() == Token.Kind.CONTROL;
    }
}

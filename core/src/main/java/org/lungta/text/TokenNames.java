package org.lungta.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A name for every token that a person can read and that no other token has: the text that it spells, or {@code <id:N>} where it
 * spells no whole characters, none in Unicode NFC, or the same text as another. Byte-level vocabularies give the text behind their
 * visible bytes, others the text as the vocabulary writes it ({@code ▁} for a space).
 */
public final class TokenNames {
    private static final String NUMBER = "<id:\\d+>";

    private final Tokenizer tokenizer;
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();

    TokenNames(Tokenizer tokenizer, Vocabulary vocabulary, TokenBytes bytes) {
        this.tokenizer = tokenizer;
        Map<Integer, String> spelled = new HashMap<>();
        Set<String> twice = new HashSet<>();
        Set<String> once = new HashSet<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.text(id) != null) {
                String text = spelling(vocabulary.text(id), bytes);
                spelled.put(id, text);
                if (!once.add(text)) {
                    twice.add(text);
                }
            }
        }
        spelled.forEach((id, text) -> put(id, twice.contains(text) || !isName(text) ? "<id:" + id + ">" : text));
    }

    /** The name of the token with this id; {@code <id:N>} for an id without token. */
    public String name(int id) {
        return names.getOrDefault(id, "<id:" + id + ">");
    }

    /** The token with this name, or the tokens that spell it where no single one has it for its name. */
    public Tokens tokens(String name) {
        Integer id = ids.get(name);
        return id == null ? tokenizer.encode(name) : Tokens.of(id);
    }

    private void put(int id, String name) {
        names.put(id, name);
        ids.put(name, id);
    }

    private static String spelling(String text, TokenBytes bytes) {
        var out = new ByteArrayOutputStream();
        bytes.append(text, out);
        byte[] spelled = out.toByteArray();
        return TokenBytes.isUtf8(spelled) ? new String(spelled, StandardCharsets.UTF_8) : "";
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && !text.matches(NUMBER) && Normalizer.isNormalized(text, Normalizer.Form.NFC);
    }
}

package org.lungta.text;

import static org.lungta.check.Check.refuse;

import java.util.Comparator;
import java.util.Optional;

/** Keeps users' text from becoming control tokens: a turn could be closed, or a new one opened, by what somebody wrote. */
public final class ControlTokens {
    private ControlTokens() {}

    /**
     * Refuses text that holds the content of an added token.
     *
     * @param place where the text stands, file and line, for the message
     */
    public static void refuseIn(String text, Tokenizer tokenizer, String place) {
        found(text, tokenizer).ifPresent(token -> {
            throw refuse("%s: the text holds \"%s\", which is a control token of the model: remove it from the text, or ask for"
                    + " control tokens to be escaped", place, token);
        });
    }

    /**
     * The text with a space set after the first character of every control token, {@code <|im_end|>} becoming
     * {@code < |im_end|>}: it reads the same and is tokenised as plain text. The change is visible and cannot be undone, because
     * text that already held {@code < |im_end|>} stays as it is.
     */
    public static String escape(String text, Tokenizer tokenizer) {
        String escaped = text;
        Optional<String> token = found(escaped, tokenizer);
        for (int i = 0; token.isPresent() && i <= text.length(); i++) {
            escaped = escaped.replace(token.get(), broken(token.get()));
            token = found(escaped, tokenizer);
        }
        token.ifPresent(left -> {
            throw refuse("the control token \"%s\" cannot be broken by a space: remove it from the text", left);
        });
        return escaped;
    }

    private static Optional<String> found(String text, Tokenizer tokenizer) {
        return tokenizer.controlTokens().stream().filter(text::contains).max(Comparator.comparingInt(String::length));
    }

    private static String broken(String token) {
        int first = token.offsetByCodePoints(0, 1);
        return token.substring(0, first) + " " + token.substring(first);
    }
}

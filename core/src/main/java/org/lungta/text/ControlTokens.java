package org.lungta.text;

import static org.lungta.check.Check.refuse;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Keeps users' text from becoming control tokens: a turn could be closed, or a new one opened, by what somebody wrote.
 *
 * <p>Every added token counts as a control token, but for those of blanks alone, which some models have for indentation.
 */
public final class ControlTokens {
    private ControlTokens() {}

    /**
     * Refuses text that would be tokenised with a control token.
     *
     * @param place where the text stands, file and line, for the message
     */
    public static void refuseIn(String text, Tokenizer tokenizer, String place) {
        found(text, tokenizer).ifPresent(token -> {
            throw refuse(
                    "%s: the text holds \"%s\", which is a control token of the model: remove it from the text, or have it"
                            + " escaped (generate --escape, or task.control-tokens: escape in a recipe)",
                    place, token);
        });
    }

    /**
     * The text with a space set after the first character of every control token, {@code <|im_end|>} becoming
     * {@code < |im_end|>}: it reads the same and is tokenised as plain text. The change is visible and cannot be undone, because
     * text that already held {@code < |im_end|>} stays as it is. Text without control tokens is not changed. Refused is a token
     * that no space breaks, because it is one character or is found in other spellings than its own.
     */
    public static String escape(String text, Tokenizer tokenizer) {
        String escaped = text;
        for (int round = 0; round <= tokenizer.controlTokens().size(); round++) {
            Optional<String> found = found(escaped, tokenizer);
            if (found.isEmpty()) {
                return escaped;
            }
            String token = found.get();
            if (!escaped.contains(token) || broken(token).contains(token)) {
                break;
            }
            escaped = escaped.replace(token, broken(token));
        }
        throw refuse(
                "the control token \"%s\" cannot be broken by a space: remove it from the text",
                found(escaped, tokenizer).orElse(""));
    }

    /** The longest control token that the text spells, or else one that it becomes once it is normalised. */
    private static Optional<String> found(String text, Tokenizer tokenizer) {
        Optional<String> spelled = tokenizer.controlTokens().stream()
                .filter(token -> !token.isBlank() && text.contains(token))
                .max(Comparator.comparingInt(String::length));
        return spelled.isPresent() || !tokenizer.findsControlInNormalisedText() ? spelled : encoded(text, tokenizer);
    }

    private static Optional<String> encoded(String text, Tokenizer tokenizer) {
        Tokens tokens = tokenizer.encode(text);
        return tokenizer.controlTokens().stream()
                .filter(token -> !token.isBlank())
                .filter(token -> {
                    int id = tokenizer.id(token);
                    return tokenizer.unknownTokens(Tokens.of(id)) == 0
                            && IntStream.of(tokens.toArray()).anyMatch(other -> other == id);
                })
                .findFirst();
    }

    private static String broken(String token) {
        int first = token.offsetByCodePoints(0, 1);
        return token.substring(0, first) + " " + token.substring(first);
    }
}

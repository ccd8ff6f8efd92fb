package org.lungta.text;

import java.nio.file.Path;
import java.util.List;

/**
 * The prompt of a base model, whose folder has no chat template: text and nothing else.
 *
 * <pre>
 * {@code opening text\n}     the prompt
 * {@code answer end}         what the model writes (without the blank)
 * </pre>
 *
 * <p>The opening is what the tokenizer itself sets before a text ({@code <bos>}, {@code <|begin_of_text|>}, or nothing), once. Each
 * system or user turn is its content and a line feed, each answer its content and the token that ends a text. Contents are kept
 * as they are. An open turn needs no words: the model goes on after the line feed.
 *
 * @param opening the tokens that begin a text, spelled out; may be empty
 * @param end the token that ends a text
 */
public record PlainFormat(String opening, String end) implements ChatFormat {

    static PlainFormat of(Path folder, Tokenizer tokenizer) {
        return new PlainFormat(tokenizer.opening(), new NamedTokens(folder).token("eos_token"));
    }

    @Override
    public String render(List<Message> messages, boolean generationPrompt) {
        Message.requireSome(messages);
        var text = new StringBuilder(opening);
        for (Message message : messages) {
            text.append(message.role() == Role.ASSISTANT ? completion(message.content()) : message.content() + "\n");
        }
        return text.toString();
    }

    @Override
    public String turnEnd() {
        return end;
    }
}

package org.lungta.text;

import java.nio.file.Path;
import java.util.List;

/**
 * How a conversation becomes the one string that a model was trained on. The string is whole: a token that begins a text, such as
 * {@code <bos>}, is spelled out in it where the format has one, so that {@link Tokenizer#encode} gives it exactly once.
 */
public interface ChatFormat {
    /**
     * The conversation as text, control tokens spelled out.
     *
     * @param generationPrompt whether to open the assistant's turn at the end, for the model to go on
     */
    String render(List<Message> messages, boolean generationPrompt);

    /**
     * What the model has to write after an opened turn: the content as the format keeps it, then {@link #turnEnd}. Behind
     * {@code render(messages, true)} it is the conversation with that answer, up to what the format sets between turns.
     */
    default String completion(String content) {
        return content + turnEnd();
    }

    /** The control token that follows the assistant's content, such as {@code <|im_end|>}. */
    String turnEnd();

    /**
     * The format of the model in this folder, told from {@code chat_template.jinja} or, where that is absent, from
     * {@code chat_template} in {@code tokenizer_config.json}. Templates are recognised, never executed; one that is not known
     * is refused. A folder without any template gets {@link PlainFormat}.
     */
    static ChatFormat of(Path modelFolder, Tokenizer tokenizer) {
        return ChatTemplate.in(modelFolder)
                .map(ChatTemplate::format)
                .orElseGet(() -> PlainFormat.of(modelFolder, tokenizer));
    }
}

package org.lungta.text;

import java.nio.file.Path;
import java.util.List;

/** How a conversation becomes the one string that a model was trained on. */
public interface ChatFormat {
    /**
     * The conversation as text, control tokens spelled out.
     *
     * @param generationPrompt whether to open the assistant's turn at the end, for the model to go on
     */
    String render(List<Message> messages, boolean generationPrompt);

    /** The control token that follows the assistant's content, such as {@code <|im_end|>}. */
    String turnEnd();

    /**
     * The format of the model in this folder, told from {@code chat_template.jinja} or, where that is absent, from
     * {@code chat_template} in {@code tokenizer_config.json}. Templates are recognised, never executed; one that is not known
     * is refused.
     */
    static ChatFormat of(Path modelFolder) {
        return ChatTemplate.in(modelFolder).format();
    }
}

package org.lungta.text;

import static org.lungta.check.Check.require;

import java.util.List;

/**
 * ChatML as Qwen2.5 uses it: every turn is {@code <|im_start|>role}, a line feed, the content as it is, {@code <|im_end|>} and a
 * line feed. A conversation that does not begin with a system turn gets one with the default content.
 *
 * @param defaultSystem what the system says when the conversation does not
 */
public record ChatMl(String defaultSystem) implements ChatFormat {
    private static final String START = "<|im_start|>";
    private static final String END = "<|im_end|>";

    public ChatMl {
        require(defaultSystem != null, "ChatML needs a default system content: give a text");
    }

    @Override
    public String render(List<Message> messages, boolean generationPrompt) {
        require(!messages.isEmpty(), "a conversation without messages cannot be rendered: give at least one");
        var text = new StringBuilder();
        if (messages.get(0).role() != Role.SYSTEM) {
            turn(text, new Message(Role.SYSTEM, defaultSystem));
        }
        messages.forEach(message -> turn(text, message));
        if (generationPrompt) {
            text.append(START).append(Role.ASSISTANT.label()).append('\n');
        }
        return text.toString();
    }

    @Override
    public String turnEnd() {
        return END;
    }

    private static void turn(StringBuilder text, Message message) {
        text.append(START)
                .append(message.role().label())
                .append('\n')
                .append(message.content())
                .append(END)
                .append('\n');
    }
}

package org.lungta.text;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * ChatML: every turn is {@code <|im_start|>role}, a line feed, the content as it is, {@code <|im_end|>} and a line feed.
 *
 * <p>Three templates mean it: Qwen2.5's and SmolLM2's, which give a conversation that does not begin with a system turn one with
 * their own default content, and that of Qwen3-Instruct-2507, which gives it none.
 *
 * @param defaultSystem what the system says when the conversation does not
 */
public record ChatMl(Optional<String> defaultSystem) implements ChatFormat {
    private static final String START = "<|im_start|>";
    private static final String END = "<|im_end|>";

    private static final List<String> QWEN25 = List.of(
            "'<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>' + '\n'",
            "'<|im_start|>system\n' + messages[0]['content'] + '<|im_end|>\n'",
            "add_generation_prompt",
            "'<|im_start|>assistant\n'");
    private static final List<String> SMOLLM2 = List.of(
            "if loop.first and messages[0]['role'] != 'system'",
            "'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'",
            "add_generation_prompt",
            "'<|im_start|>assistant\n'");
    private static final List<String> QWEN3_INSTRUCT = List.of(
            "'<|im_start|>system\n' + messages[0].content + '<|im_end|>\n'",
            "'<|im_start|>' + message.role + '\n' + content + '<|im_end|>' + '\n'",
            "'<|im_start|>' + message.role + '\n' + content }}",
            "add_generation_prompt",
            "'<|im_start|>assistant\n'");
    private static final List<String> FOREIGN =
            List.of("think", "trim", "strip", "namespace", "raise_exception", "strftime");
    private static final Pattern DEFAULT_SYSTEM =
            Pattern.compile("'<\\|im_start\\|>system\n([^'\\\\]+)<\\|im_end\\|>\n'");

    public ChatMl {
        require(defaultSystem != null, "ChatML's default system content is null: give a text or none");
    }

    /** A template with thinking, trimming or namespaces renders otherwise and is not taken for one of the three. */
    static Optional<ChatFormat> recognise(ChatTemplate template) {
        Optional<String> system = template.part(DEFAULT_SYSTEM);
        if (template.hasAny(FOREIGN)) {
            return Optional.empty();
        }
        if (template.hasAll(QWEN3_INSTRUCT) && system.isEmpty()) {
            return Optional.of(new ChatMl(Optional.empty()));
        }
        return (template.hasAll(QWEN25) || template.hasAll(SMOLLM2)) && system.isPresent()
                ? Optional.of(new ChatMl(system))
                : Optional.empty();
    }

    @Override
    public String render(List<Message> messages, boolean generationPrompt) {
        Message.requireSome(messages);
        var text = new StringBuilder();
        if (messages.get(0).role() != Role.SYSTEM) {
            defaultSystem.ifPresent(content -> turn(text, new Message(Role.SYSTEM, content)));
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

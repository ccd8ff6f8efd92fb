package org.lungta.text;

import java.util.List;
import java.util.Optional;

/**
 * Llama 3 (3.0): the token that begins a text, then every turn as {@code <|start_header_id|>role<|end_header_id|>}, an empty
 * line, the content without blanks at its ends, and {@code <|eot_id|>}. A conversation without system turn gets none.
 *
 * @param begin the token that begins a text, {@code <|begin_of_text|>}
 */
public record Llama3(String begin) implements ChatFormat {
    static final String END = "<|eot_id|>";
    static final String TURN =
            "'<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'+ message['content'] | trim"
                    + " + '<|eot_id|>'";
    static final String OPENING = "'<|start_header_id|>assistant<|end_header_id|>\n\n'";

    private static final List<String> MARKS =
            List.of(TURN, "if loop.index0 == 0", "set content = bos_token + content", "add_generation_prompt", OPENING);
    private static final List<String> FOREIGN =
            List.of("think", "raise_exception", "strftime", "tool", "namespace", "Date");

    static Optional<ChatFormat> recognise(ChatTemplate template) {
        return template.hasAll(MARKS) && !template.hasAny(FOREIGN)
                ? Optional.of(new Llama3(template.begin()))
                : Optional.empty();
    }

    @Override
    public String render(List<Message> messages, boolean generationPrompt) {
        Message.requireSome(messages);
        var text = new StringBuilder(begin);
        messages.forEach(message -> turn(text, message.role(), message.content()));
        if (generationPrompt) {
            open(text, Role.ASSISTANT);
        }
        return text.toString();
    }

    @Override
    public String completion(String content) {
        return Edges.trim(content, Edges::isBlank) + END;
    }

    @Override
    public String turnEnd() {
        return END;
    }

    static void turn(StringBuilder text, Role role, String content) {
        open(text, role);
        text.append(Edges.trim(content, Edges::isBlank)).append(END);
    }

    static void open(StringBuilder text, Role role) {
        text.append("<|start_header_id|>").append(role.label()).append("<|end_header_id|>\n\n");
    }
}

package org.lungta.text;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.Optional;

/**
 * Gemma 3: the token that begins a text, then every turn as {@code <start_of_turn>role}, a line feed, the content without blanks
 * at its ends, {@code <end_of_turn>} and a line feed; the assistant's role is {@code model}. What the system says at the beginning
 * stands, with an empty line behind it, before the first user's content. Users and assistant must speak in turns.
 *
 * @param begin the token that begins a text, {@code <bos>}
 */
public record Gemma3(String begin) implements ChatFormat {
    private static final String START = "<start_of_turn>";
    private static final String END = "<end_of_turn>";

    private static final List<String> MARKS = List.of(
            "{{ bos_token }}",
            "set first_user_prefix = messages[0]['content'] + '\n\n'",
            "(message['role'] == 'user') != (loop.index0 % 2 == 0)",
            "set role = \"model\"",
            "'<start_of_turn>' + role + '\n' + (first_user_prefix if loop.first else \"\")",
            "message['content'] | trim",
            "'<end_of_turn>\n'",
            "add_generation_prompt",
            "'<start_of_turn>model\n'");
    private static final List<String> FOREIGN = List.of("think", "strftime", "tool", "namespace");

    static Optional<ChatFormat> recognise(ChatTemplate template) {
        return template.hasAll(MARKS) && !template.hasAny(FOREIGN)
                ? Optional.of(new Gemma3(template.begin()))
                : Optional.empty();
    }

    @Override
    public String render(List<Message> messages, boolean generationPrompt) {
        Message.requireSome(messages);
        boolean framed = messages.get(0).role() == Role.SYSTEM;
        List<Message> turns = messages.subList(framed ? 1 : 0, messages.size());
        requireTurns(turns);
        var text = new StringBuilder(begin);
        String frame = framed ? messages.get(0).content() + "\n\n" : "";
        for (Message message : turns) {
            open(text, message.role());
            text.append(frame)
                    .append(Edges.trim(message.content(), Edges::isBlank))
                    .append(END)
                    .append('\n');
            frame = "";
        }
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

    private static void open(StringBuilder text, Role role) {
        text.append(START)
                .append(role == Role.ASSISTANT ? "model" : role.label())
                .append('\n');
    }

    /** As in the template, a system turn may stand in an assistant's place. */
    private static void requireTurns(List<Message> turns) {
        for (int i = 0; i < turns.size(); i++) {
            Role role = turns.get(i).role();
            require(
                    (role == Role.USER) == (i % 2 == 0),
                    "Gemma's chat format takes user and assistant in turns, the user first, but turn %d is the %s's: put the"
                            + " turns in order, or join two of one speaker",
                    i + 1,
                    role.label());
        }
    }
}

package org.lungta.text;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Llama 3.1 to 3.3: the turns of {@link Llama3}, after a system turn that is always there and begins with two lines of dates.
 *
 * <pre>
 * {@code Cutting Knowledge Date: December 2023}
 * {@code Today Date: 26 Jul 2024}
 *
 * what the system says, if the conversation begins with it
 * </pre>
 *
 * <p>"Today" is the date that stands in the template. Llama 3.2's template puts it only where it has no clock, and the day's date
 * else: then the same prompt would have other tokens tomorrow, and no run could be repeated or resumed. So the clock is not asked.
 *
 * @param begin the token that begins a text, {@code <|begin_of_text|>}
 * @param today the date that the template names
 */
public record Llama31(String begin, String today) implements ChatFormat {
    private static final List<String> MARKS = List.of(
            "{{- bos_token }}",
            "set system_message = messages[0]['content']|trim",
            "\"Cutting Knowledge Date: December 2023\n\"",
            "\"Today Date: \" + date_string + \"\n\n\"",
            Llama3.TURN,
            "add_generation_prompt",
            Llama3.OPENING);
    private static final List<String> FOREIGN = List.of("think", "namespace");
    private static final Pattern TODAY = Pattern.compile("set date_string = \"([^\"\\\\{}]+)\"");

    static Optional<ChatFormat> recognise(ChatTemplate template) {
        return template.hasAll(MARKS) && !template.hasAny(FOREIGN)
                ? template.part(TODAY).map(today -> new Llama31(template.begin(), today))
                : Optional.empty();
    }

    @Override
    public String render(List<Message> messages, boolean generationPrompt) {
        Message.requireSome(messages);
        boolean framed = messages.get(0).role() == Role.SYSTEM;
        var text = new StringBuilder(begin);
        Llama3.open(text, Role.SYSTEM);
        text.append("Cutting Knowledge Date: December 2023\nToday Date: ")
                .append(today)
                .append("\n\n")
                .append(framed ? Edges.trim(messages.get(0).content(), Edges::isBlank) : "")
                .append(Llama3.END);
        messages.subList(framed ? 1 : 0, messages.size())
                .forEach(message -> Llama3.turn(text, message.role(), message.content()));
        if (generationPrompt) {
            Llama3.open(text, Role.ASSISTANT);
        }
        return text.toString();
    }

    @Override
    public String completion(String content) {
        return Edges.trim(content, Edges::isBlank) + Llama3.END;
    }

    @Override
    public String turnEnd() {
        return Llama3.END;
    }
}

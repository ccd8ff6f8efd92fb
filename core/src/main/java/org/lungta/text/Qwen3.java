package org.lungta.text;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Qwen3's ChatML, without thinking: an opened turn already holds the empty think block, as the template writes it for
 * {@code enable_thinking=false}.
 *
 * <pre>
 * {@code <|im_start|>assistant\n<think>\n\n</think>\n\n}  belongs to the prompt
 * {@code content<|im_end|>}                              is what the model writes
 * </pre>
 *
 * <p>So the cold start, rollouts and evaluations condition on the same tokens, and none of the block carries loss. In a
 * conversation that is closed, the template writes the block into the answers after the last question and drops the thoughts of
 * earlier ones; there is no default system turn.
 */
public record Qwen3() implements ChatFormat {
    private static final String START = "<|im_start|>";
    private static final String END = "<|im_end|>";
    private static final String THINK = "<think>";
    private static final String THOUGHT = "</think>";

    private static final List<String> MARKS = List.of(
            "'<|im_start|>system\n' + messages[0].content + '<|im_end|>\n'",
            "'<|im_start|>' + message.role + '\n' + content + '<|im_end|>' + '\n'",
            "loop.index0 > ns.last_query_index",
            "'\n<think>\n' + reasoning_content.strip('\n') + '\n</think>\n\n' + content.lstrip('\n')",
            "add_generation_prompt",
            "'<|im_start|>assistant\n'",
            "enable_thinking is defined and enable_thinking is false",
            "'<think>\n\n</think>\n\n'");
    private static final List<String> FOREIGN =
            List.of("trim", "raise_exception", "strftime", "vision", "generation %");

    /** An answer apart from the thoughts that stand before it. */
    private record Answer(String thoughts, String content) {
        static Answer of(String content) {
            int first = content.indexOf(THOUGHT);
            if (first < 0) {
                return new Answer("", content);
            }
            String before = Edges.trimEnd(content.substring(0, first), Edges::isLineFeed);
            int think = before.lastIndexOf(THINK);
            String thoughts = think < 0 ? before : before.substring(think + THINK.length());
            String after = content.substring(content.lastIndexOf(THOUGHT) + THOUGHT.length());
            return new Answer(Edges.trimStart(thoughts, Edges::isLineFeed), Edges.trimStart(after, Edges::isLineFeed));
        }

        String withThoughts() {
            return THINK + "\n" + Edges.trim(thoughts, Edges::isLineFeed) + "\n" + THOUGHT + "\n\n"
                    + Edges.trimStart(content, Edges::isLineFeed);
        }
    }

    static Optional<ChatFormat> recognise(ChatTemplate template) {
        return template.hasAll(MARKS) && !template.hasAny(FOREIGN) ? Optional.of(new Qwen3()) : Optional.empty();
    }

    @Override
    public String render(List<Message> messages, boolean generationPrompt) {
        Message.requireSome(messages);
        int question = lastQuestion(messages);
        var text = new StringBuilder();
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            boolean last = i == messages.size() - 1;
            text.append(START)
                    .append(message.role().label())
                    .append('\n')
                    .append(message.role() == Role.ASSISTANT ? answer(message, i > question, last) : message.content())
                    .append(END)
                    .append('\n');
        }
        if (generationPrompt) {
            text.append(START).append(Role.ASSISTANT.label()).append('\n');
            text.append(new Answer("", "").withThoughts());
        }
        return text.toString();
    }

    @Override
    public String completion(String content) {
        return Edges.trimStart(content, Edges::isLineFeed) + END;
    }

    @Override
    public String turnEnd() {
        return END;
    }

    private static String answer(Message message, boolean afterQuestion, boolean last) {
        Answer answer = Answer.of(message.content());
        return afterQuestion && (last || !answer.thoughts().isEmpty()) ? answer.withThoughts() : answer.content();
    }

    /** The last user turn that is not what a tool gave back; the last turn where there is none. */
    private static int lastQuestion(List<Message> messages) {
        return IntStream.iterate(messages.size() - 1, i -> i >= 0, i -> i - 1)
                .filter(i -> messages.get(i).role() == Role.USER)
                .filter(i -> !messages.get(i).content().startsWith("<tool_response>")
                        || !messages.get(i).content().endsWith("</tool_response>"))
                .findFirst()
                .orElse(messages.size() - 1);
    }
}

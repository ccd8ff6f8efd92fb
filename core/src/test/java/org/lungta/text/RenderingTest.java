package org.lungta.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lungta.check.Refusal;
import tools.jackson.databind.JsonNode;

/** The strings expected here were rendered by transformers with the models' own templates (dev/oracles/chat_golden.py). */
class RenderingTest {
    private static final String BEGIN = "<|begin_of_text|>";

    private enum Reference {
        QWEN25(
                "qwen2.5",
                Reference.chatMl("You are Qwen, created by Alibaba Cloud. You are a helpful assistant."),
                "\n"),
        SMOLLM2(
                "smollm2",
                Reference.chatMl("You are a helpful AI assistant named SmolLM, trained by Hugging Face"),
                "\n"),
        QWEN3_INSTRUCT("qwen3-instruct", new ChatMl(Optional.empty()), "\n"),
        QWEN3("qwen3", new Qwen3(), "\n"),
        LLAMA3("llama3", new Llama3(BEGIN), ""),
        LLAMA31("llama3.1", new Llama31(BEGIN, "26 Jul 2024"), ""),
        GEMMA3("gemma3", new Gemma3("<bos>"), "\n");

        private final String file;
        private final ChatFormat format;
        private final String betweenTurns;

        Reference(String file, ChatFormat format, String betweenTurns) {
            this.file = file;
            this.format = format;
            this.betweenTurns = betweenTurns;
        }

        private static ChatFormat chatMl(String system) {
            return new ChatMl(Optional.of(system));
        }

        List<JsonNode> cases() throws IOException {
            List<JsonNode> cases = Golden.list("chat/" + file + ".json", "cases");
            assertThat(cases).hasSizeGreaterThanOrEqualTo(40);
            return cases;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyConversationIsRenderedAsTransformersRendersIt(Reference reference) throws IOException {
        int rendered = 0;
        for (JsonNode golden : reference.cases()) {
            List<Message> messages = Golden.messages(golden.get("messages"));
            String name = golden.get("name").stringValue();
            if (golden.has("refused")) {
                assertThatThrownBy(() -> reference.format.render(messages, true))
                        .as(name)
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("in turns");
                continue;
            }
            assertThat(reference.format.render(messages, false))
                    .as(name)
                    .isEqualTo(golden.get("closed").stringValue());
            assertThat(reference.format.render(messages, true))
                    .as(name)
                    .isEqualTo(golden.get("open").stringValue());
            rendered++;
        }
        assertThat(rendered).isGreaterThanOrEqualTo(30);
    }

    /** But where an answer brings thoughts along, which no prompt foresees, or follows another answer. */
    @ParameterizedTest
    @EnumSource
    void anOpenTurnAndItsCompletionAreTheClosedConversation(Reference reference) throws IOException {
        int answers = 0;
        for (JsonNode golden : reference.cases()) {
            List<Message> messages = Golden.messages(golden.get("messages"));
            List<Message> before = messages.subList(0, messages.size() - 1);
            Message last = messages.get(messages.size() - 1);
            if (golden.has("refused")
                    || last.role() != Role.ASSISTANT
                    || last.content().contains("</think>")
                    || before.isEmpty()
                    || before.get(before.size() - 1).role() == Role.ASSISTANT) {
                continue;
            }
            String whole = reference.format.render(before, true) + reference.format.completion(last.content());
            assertThat(whole + reference.betweenTurns)
                    .as(golden.get("name").stringValue())
                    .isEqualTo(golden.get("closed").stringValue());
            assertThat(whole).endsWith(reference.format.turnEnd());
            answers++;
        }
        assertThat(answers).isGreaterThanOrEqualTo(15);
    }

    @ParameterizedTest
    @EnumSource
    void aConversationWithoutMessagesIsRefused(Reference reference) {
        assertThatThrownBy(() -> reference.format.render(List.of(), true))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("without messages");
    }

    @Test
    void aMessageWithoutContentIsRefused() {
        assertThatThrownBy(() -> new Message(Role.USER, null))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("USER");
        assertThatThrownBy(() -> new Message(null, "a"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("role");
    }
}

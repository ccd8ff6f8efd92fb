package org.lungta.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import tools.jackson.databind.JsonNode;

/** The strings expected here were rendered by transformers with Qwen2.5's own template (dev/oracles/chat_golden.py). */
class ChatMlTest {
    private static final ChatFormat QWEN =
            new ChatMl("You are Qwen, created by Alibaba Cloud. You are a helpful assistant.");

    @Test
    void everyConversationIsRenderedAsTransformersRendersIt() throws IOException {
        List<JsonNode> cases = Golden.list("chat/qwen2.5.json", "cases");
        assertThat(cases).hasSizeGreaterThanOrEqualTo(30);
        for (JsonNode golden : cases) {
            List<Message> messages = Golden.messages(golden.get("messages"));
            String name = golden.get("name").stringValue();
            assertThat(QWEN.render(messages, false))
                    .as(name)
                    .isEqualTo(golden.get("closed").stringValue());
            assertThat(QWEN.render(messages, true))
                    .as(name)
                    .isEqualTo(golden.get("open").stringValue());
        }
    }

    @Test
    void thePromptContentAndTurnEndTogetherAreTheClosedConversation() {
        Message question = new Message(Role.USER, "a");
        String whole = QWEN.render(List.of(question, new Message(Role.ASSISTANT, "b")), false);
        assertThat(QWEN.render(List.of(question), true) + "b" + QWEN.turnEnd() + "\n")
                .isEqualTo(whole);
    }

    @Test
    void aConversationWithoutMessagesIsRefused() {
        assertThatThrownBy(() -> QWEN.render(List.of(), true))
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

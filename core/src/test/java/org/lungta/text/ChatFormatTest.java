package org.lungta.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import tools.jackson.databind.json.JsonMapper;

class ChatFormatTest {
    /** Nothing but the marks of Qwen2.5's template. */
    private static final String MARKS = """
            {{ '<|im_start|>system\\n' + messages[0]['content'] + '<|im_end|>\\n' }}
            {{ '<|im_start|>system\\nBe kind.<|im_end|>\\n' }}
            {{ '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}
            {{ '<|im_start|>assistant\\n' }}
            """;

    @TempDir
    private Path folder;

    @Test
    void qwenIsToldByTheMarksOfItsTemplateWithItsDefaultSystemContent() throws IOException {
        jinja(MARKS);
        assertThat(ChatFormat.of(folder)).isEqualTo(new ChatMl("Be kind."));
        assertThat(ChatFormat.of(folder).turnEnd()).isEqualTo("<|im_end|>");
    }

    @Test
    void theTemplateMayStandInTheTokenizersConfiguration() throws IOException {
        config(Map.of("chat_template", MARKS));
        assertThat(ChatFormat.of(folder)).isEqualTo(new ChatMl("Be kind."));
    }

    @Test
    void ofSeveralNamedTemplatesTheDefaultIsTaken() throws IOException {
        config(Map.of(
                "chat_template",
                List.of(Map.of("name", "tool_use", "template", "x"), Map.of("name", "default", "template", MARKS))));
        assertThat(ChatFormat.of(folder)).isEqualTo(new ChatMl("Be kind."));
    }

    @Test
    void theTemplatesOwnFileGoesBeforeTheConfiguration() throws IOException {
        jinja(MARKS.replace("kind", "brief"));
        config(Map.of("chat_template", MARKS));
        assertThat(ChatFormat.of(folder)).isEqualTo(new ChatMl("Be brief."));
    }

    @Test
    void anUnknownTemplateIsRefusedWithItsBeginningAndARemedy() throws IOException {
        jinja("{% for m in messages %}[INST] {{ m.content }} [/INST]{% endfor %}");
        assertThatThrownBy(() -> ChatFormat.of(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("chat_template.jinja")
                .hasMessageContaining("[INST]")
                .hasMessageContaining("Qwen2.5");
    }

    @Test
    void aTemplateThatThinksIsNotTakenForQwen25() throws IOException {
        jinja(MARKS + "{{ '<think>\\n\\n</think>\\n\\n' }}");
        assertThatThrownBy(() -> ChatFormat.of(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not known");
    }

    @Test
    void aTemplateWithoutDefaultSystemContentIsRefused() throws IOException {
        jinja(MARKS.replace("Be kind.", ""));
        assertThatThrownBy(() -> ChatFormat.of(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not known");
    }

    @Test
    void aModelWithoutTemplateIsRefused() throws IOException {
        assertThatThrownBy(() -> ChatFormat.of(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("tokenizer_config.json");
        config(Map.of("eos_token", "x"));
        assertThatThrownBy(() -> ChatFormat.of(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no chat template");
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\n\"a\": }");
        assertThatThrownBy(() -> ChatFormat.of(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("tokenizer_config.json:2");
    }

    private void jinja(String template) throws IOException {
        Files.writeString(folder.resolve("chat_template.jinja"), template);
    }

    private void config(Map<String, ?> fields) throws IOException {
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                JsonMapper.builder().build().writeValueAsString(fields));
    }
}

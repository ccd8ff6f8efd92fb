package org.lungta.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.check.Refusal;
import tools.jackson.databind.json.JsonMapper;

/** The templates here are nothing but the marks by which those of the models are told. */
class ChatFormatTest {
    private static final ChatFormat KIND = new ChatMl(Optional.of("Be kind."));

    /** A template, and what it is taken for. */
    private record Known(String template, ChatFormat format) {}

    private final Tokenizer tokenizer = Tokenizer.load(Golden.folder("tokens/gemma-like"));

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        tokenizer.close();
    }

    private static List<Known> known() {
        return List.of(
                new Known(Marks.QWEN25, KIND),
                new Known(Marks.SMOLLM2, KIND),
                new Known(Marks.QWEN3_INSTRUCT, new ChatMl(Optional.empty())),
                new Known(Marks.QWEN3, new Qwen3()),
                new Known(Marks.LLAMA3, new Llama3("<begin>")),
                new Known(Marks.LLAMA31, new Llama31("<begin>", "1 May 2020")),
                new Known(Marks.GEMMA3, new Gemma3("<begin>")));
    }

    @ParameterizedTest
    @MethodSource("known")
    void aFormatIsToldByTheMarksOfItsTemplate(Known known) throws IOException {
        config(Map.of("bos_token", "<begin>"));
        jinja(known.template());
        assertThat(format()).isEqualTo(known.format());
        jinja(known.template().replace("\\n", "\n"));
        assertThat(format()).isEqualTo(known.format());
    }

    @ParameterizedTest
    @MethodSource("known")
    void aTemplateThatLacksOneMarkIsNotKnown(Known known) throws IOException {
        config(Map.of("bos_token", "<begin>"));
        List<String> marks = known.template().lines().toList();
        for (String mark : marks) {
            jinja(known.template().replace(mark + "\n", ""));
            assertThatThrownBy(this::format)
                    .as(mark)
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("not known");
        }
        assertThat(marks).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @MethodSource("known")
    void aTemplateThatDoesMoreIsNotTakenForIt(Known known) throws IOException {
        config(Map.of("bos_token", "<begin>"));
        String foreign = known.format() instanceof Qwen3 ? "message.content|trim" : "<think>\\n\\n</think>\\n\\n";
        jinja(known.template() + "{{ '" + foreign + "' }}");
        assertThatThrownBy(this::format).isInstanceOf(Refusal.class).hasMessageContaining("not known");
    }

    @Test
    void theTemplateMayStandInTheTokenizersConfiguration() throws IOException {
        config(Map.of("chat_template", Marks.QWEN25));
        assertThat(format()).isEqualTo(KIND);
    }

    @Test
    void ofSeveralNamedTemplatesTheDefaultIsTaken() throws IOException {
        config(Map.of(
                "chat_template",
                List.of(
                        Map.of("name", "tool_use", "template", "x"),
                        Map.of("name", "default", "template", Marks.QWEN25))));
        assertThat(format()).isEqualTo(KIND);
    }

    @Test
    void theTemplatesOwnFileGoesBeforeTheConfiguration() throws IOException {
        jinja(Marks.QWEN25.replace("kind", "brief"));
        config(Map.of("chat_template", Marks.QWEN25));
        assertThat(format()).isEqualTo(new ChatMl(Optional.of("Be brief.")));
    }

    @Test
    void anUnknownTemplateIsRefusedWithItsBeginningAndARemedy() throws IOException {
        jinja("{% for m in messages %}[INST] {{ m.content }} [/INST]{% endfor %}");
        assertThatThrownBy(this::format)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("chat_template.jinja")
                .hasMessageContaining("[INST]")
                .hasMessageContaining("Qwen2.5");
    }

    @Test
    void aTemplateWithoutDefaultSystemContentIsRefused() throws IOException {
        jinja(Marks.QWEN25.replace("Be kind.", ""));
        assertThatThrownBy(this::format).isInstanceOf(Refusal.class).hasMessageContaining("not known");
    }

    @Test
    void aTokenMayBeNamedByAnObjectOrInTheOtherFile() throws IOException {
        jinja(Marks.GEMMA3);
        config(Map.of("bos_token", Map.of("content", "<a>", "special", true)));
        assertThat(format()).isEqualTo(new Gemma3("<a>"));
        config(Map.of());
        Files.writeString(folder.resolve("special_tokens_map.json"), "{\"bos_token\": \"<b>\"}");
        assertThat(format()).isEqualTo(new Gemma3("<b>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"bos_token\": null}", "{\"bos_token\": \"\"}", "{\"bos_token\": 2}"})
    void aTemplateThatBeginsTheTextWithATokenThatNobodyNamesIsRefused(String config) throws IOException {
        jinja(Marks.GEMMA3);
        Files.writeString(folder.resolve("tokenizer_config.json"), config);
        assertThatThrownBy(this::format)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("bos_token")
                .hasMessageContaining("add it");
    }

    @Test
    void aBaseModelWithoutTemplateGetsThePlainPromptWithItsTokenizersOpening() throws IOException {
        config(Map.of("eos_token", "<eos>"));
        assertThat(format()).isEqualTo(new PlainFormat("<bos>", "<eos>"));
        Files.writeString(
                folder.resolve("tokenizer_config.json"), "{\"eos_token\": \"<eos>\", \"chat_template\": null}");
        assertThat(format()).isEqualTo(new PlainFormat("<bos>", "<eos>"));
    }

    @Test
    void aFolderThatDoesNotTellIsRefused() throws IOException {
        assertThatThrownBy(this::format).isInstanceOf(Refusal.class).hasMessageContaining("tokenizer_config.json");
        config(Map.of("bos_token", "x"));
        assertThatThrownBy(this::format).isInstanceOf(Refusal.class).hasMessageContaining("eos_token");
        config(Map.of("chat_template", List.of(Map.of("name", "tool_use", "template", "x"))));
        assertThatThrownBy(this::format).isInstanceOf(Refusal.class).hasMessageContaining("\"default\"");
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\n\"a\": }");
        assertThatThrownBy(this::format).isInstanceOf(Refusal.class).hasMessageContaining("tokenizer_config.json:2");
    }

    private ChatFormat format() {
        return ChatFormat.of(folder, tokenizer);
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

package org.lungta.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import tools.jackson.databind.JsonNode;

/** Runs where the variable LUNGTA_MODELS names a folder of model folders. */
@EnabledIfEnvironmentVariable(named = "LUNGTA_MODELS", matches = ".+")
class RealModelsTest {
    @Test
    void qwensTemplateIsKnownAndItsTokensAreThoseOfTransformers() throws IOException {
        Path folder = model("qwen2.5-coder-0.5b-instruct");
        try (Tokenizer tokenizer = Tokenizer.load(folder)) {
            ChatFormat format = ChatFormat.of(folder, tokenizer);
            tokensAreThoseOfTransformers("qwen2.5", format, tokenizer);
            assertThat(tokenizer.id(format.turnEnd())).isEqualTo(151645);
            assertThat(tokenizer.size()).isEqualTo(151665);
            assertThat(tokenizer.controlTokens()).hasSize(22);
        }
    }

    @Test
    void smolLmsTemplateIsKnownAndItsTokensAreThoseOfTransformers() throws IOException {
        Path folder = model("smollm2-135m-instruct");
        try (Tokenizer tokenizer = Tokenizer.load(folder)) {
            ChatFormat format = ChatFormat.of(folder, tokenizer);
            tokensAreThoseOfTransformers("smollm2", format, tokenizer);
            assertThat(tokenizer.id(format.turnEnd())).isEqualTo(2);
            assertThat(tokenizer.opening()).isEmpty();
        }
    }

    /** The folder holds the base model, so the chat format is not taken from it. */
    @Test
    void gemmasTokensAreThoseOfTransformersInTurnsAndPlain() throws IOException {
        Path folder = model("gemma-3-270m");
        try (Tokenizer tokenizer = Tokenizer.load(folder)) {
            ChatFormat format = new Gemma3("<bos>");
            tokensAreThoseOfTransformers("gemma3", format, tokenizer);
            assertThat(tokenizer.id(format.turnEnd())).isEqualTo(106);
            assertThat(ChatFormat.of(folder, tokenizer)).isEqualTo(new PlainFormat("<bos>", "<eos>"));
        }
    }

    /** Where the variable LUNGTA_TEMPLATES names TRL's folder of chat templates: each is known as what it is, or refused. */
    @Test
    @EnabledIfEnvironmentVariable(named = "LUNGTA_TEMPLATES", matches = ".+")
    void ofAllTemplatesOnlyThoseThatWeKnowAreKnown(@TempDir Path folder) throws IOException {
        Map<String, ChatFormat> known = new TreeMap<>();
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"bos_token\": \"<bos>\"}");
        try (Tokenizer tokenizer = Tokenizer.load(Golden.folder("tokens/gemma-like"));
                Stream<Path> files = Files.list(Path.of(System.getenv("LUNGTA_TEMPLATES")))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jinja")).toList()) {
                Files.writeString(folder.resolve("chat_template.jinja"), Files.readString(file));
                try {
                    known.put(file.getFileName().toString().replace(".jinja", ""), ChatFormat.of(folder, tokenizer));
                } catch (Refusal unknown) {
                    assertThat(unknown).hasMessageContaining("not known");
                }
            }
        }
        ChatFormat qwen25 =
                new ChatMl(Optional.of("You are Qwen, created by Alibaba Cloud. You are a helpful assistant."));
        ChatFormat llama31 = new Llama31("<bos>", "26 Jul 2024");
        assertThat(known)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "qwen2_5",
                        qwen25,
                        "qwen2_5_training",
                        qwen25,
                        "qwen3",
                        new Qwen3(),
                        "qwen3_instruct_2507",
                        new ChatMl(Optional.empty()),
                        "llama3",
                        new Llama3("<bos>"),
                        "llama3_1",
                        llama31,
                        "llama3_2",
                        llama31,
                        "gemma3",
                        new Gemma3("<bos>")));
    }

    @Test
    void theEncoderGetsItsSpecialTokensAndUnknownTibetanIsCounted() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.load(model("multilingual-e5-small"))) {
            Tokens tokens = tokenizer.encodeByItself("query: hello");
            assertThat(tokens.at(0)).isEqualTo(tokenizer.id("<s>"));
            assertThat(tokens.at(tokens.length() - 1)).isEqualTo(tokenizer.id("</s>"));
            assertThat(tokenizer.unknownRate(List.of("风马把愿望带到天上"))).isZero();
            assertThat(tokenizer.unknownRate(List.of("བོད་ཡིག་གི་དཔེ་དེབ།"))).isGreaterThan(0.3);
            assertThat(tokenizer.size()).isEqualTo(250002);
        }
    }

    private static void tokensAreThoseOfTransformers(String file, ChatFormat format, Tokenizer tokenizer)
            throws IOException {
        for (JsonNode golden : Golden.list("chat/" + file + ".json", "cases")) {
            if (golden.has("refused")) {
                continue;
            }
            List<Message> messages = Golden.messages(golden.get("messages"));
            String rendered = format.render(messages, true);
            assertThat(rendered).isEqualTo(golden.get("open").stringValue());
            assertThat(tokenizer.encode(rendered)).isEqualTo(Golden.tokens(golden.get("openTokens")));
            assertThat(tokenizer.encodeByItself(
                            messages.get(messages.size() - 1).content()))
                    .isEqualTo(Golden.tokens(golden.get("lastTokens")));
        }
    }

    private static Path model(String name) {
        Path folder = Path.of(System.getenv("LUNGTA_MODELS"), name);
        assumeTrue(Files.isDirectory(folder), () -> folder + " is not there");
        return folder;
    }
}

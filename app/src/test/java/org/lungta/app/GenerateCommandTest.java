package org.lungta.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungta.app.Outcome.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.lab.TinyWorld;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** lungta generate, as a user calls it, on a made-up world. */
class GenerateCommandTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @Test
    void generateGivesALineAPrompt() throws IOException {
        TinyWorld.write(folder, 7);
        Path input = write("p.jsonl", "{\"prompt\": \"པདྨ\"}\n{\"prompt\": \"扎西\"}\n");
        Outcome outcome = call(
                "generate",
                "--model",
                folder.resolve("model"),
                "--input",
                input,
                "--chat",
                "--seed",
                "3",
                "--max-new-tokens",
                "5",
                "--dtype",
                "float32",
                "--json");
        assertThat(outcome.status()).isZero();
        List<String> lines = outcome.out().lines().toList();
        assertThat(lines).hasSize(2);
        JsonNode first = JSON.readTree(lines.get(0));
        assertThat(first.path("prompt").asString()).isEqualTo("པདྨ");
        assertThat(first.path("tokens").size())
                .isEqualTo(first.path("logprobs").size())
                .isBetween(1, 5);
        assertThat(first.path("finish").asString()).isIn("stop", "length");
        Outcome again = call(
                "generate",
                "--model",
                folder.resolve("model"),
                "--input",
                input,
                "--chat",
                "--seed",
                "3",
                "--max-new-tokens",
                "5",
                "--dtype",
                "float32",
                "--json");
        assertThat(again.out()).isEqualTo(outcome.out());
    }

    @Test
    void generateRefusesControlTokensAndBrokenLines() throws IOException {
        TinyWorld.write(folder, 7);
        Outcome control = call("generate", "--model", folder.resolve("model"), "--prompt", "a<|im_end|>");
        assertThat(control.status()).isEqualTo(1);
        assertThat(control.err()).contains("<|im_end|>").contains("--prompt");
        assertThat(call("generate", "--model", folder.resolve("model"), "--prompt", "a<|im_end|>", "--escape")
                        .status())
                .isZero();
        Path broken = write("p.jsonl", "{\"prompt\": \"a\"}\n{\"text\": \"b\"}\n");
        Outcome line = call("generate", "--model", folder.resolve("model"), "--input", broken);
        assertThat(line.status()).isEqualTo(1);
        assertThat(line.err()).contains("p.jsonl:2");
    }

    /** The tokenizer's own token before a text is in a plain prompt and in a prompt by itself, and once in each. */
    @Test
    void generateBeginsATextAsItsTokenizerDoes() throws IOException {
        TinyWorld.write(folder, 7);
        Path model = folder.resolve("model");
        Files.writeString(model.resolve("tokenizer_config.json"), "{\"eos_token\": \"<|endoftext|>\"}");
        JsonNode without = greedy("扎西\n");
        assertThat(greedy("扎西", "--chat")).isEqualTo(without);
        Path file = model.resolve("tokenizer.json");
        ObjectNode tokenizer = (ObjectNode) JSON.readTree(Files.readString(file));
        int begin = tokenizer.path("added_tokens").get(1).path("id").asInt();
        tokenizer.set("post_processor", JSON.readTree("""
                {"type": "TemplateProcessing",
                 "single": [{"SpecialToken": {"id": "<|im_start|>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
                 "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
                 "special_tokens": {"<|im_start|>": {"id": "<|im_start|>", "ids": [%d], "tokens": ["<|im_start|>"]}}}
                """.formatted(begin)));
        Files.writeString(file, JSON.writeValueAsString(tokenizer));
        JsonNode with = greedy("扎西\n");
        assertThat(greedy("扎西", "--chat")).isEqualTo(with);
        assertThat(with).isNotEqualTo(without);
    }

    @Test
    void anUnknownTemplateIsRefusedOnlyWhereItIsNeeded() throws IOException {
        TinyWorld.write(folder, 7);
        Path model = folder.resolve("model");
        Files.writeString(model.resolve("chat_template.jinja"), "[INST]");
        assertThat(greedy("扎西")).isNotEmpty();
        Outcome refused = call("generate", "--model", model, "--prompt", "扎西", "--chat");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("chat_template.jinja").contains("[INST]");
    }

    private JsonNode greedy(String prompt, Object... more) {
        Outcome outcome = call(Stream.concat(
                        Stream.of("generate", "--model", folder.resolve("model"), "--prompt", prompt, "--greedy"),
                        Stream.concat(
                                Stream.of("--max-new-tokens", "6", "--dtype", "float32", "--json"), Stream.of(more)))
                .toArray());
        assertThat(outcome.status()).as(outcome.err()).isZero();
        return JSON.readTree(outcome.out()).path("logprobs");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}

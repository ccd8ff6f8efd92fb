package org.lungta.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungta.app.Outcome.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
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

    @BeforeEach
    void world() {
        TinyWorld.write(folder, 7);
    }

    private Outcome generate(Object... more) {
        Object[] begin = {"generate", "--model", folder.resolve("model")};
        return call(Outcome.concat(begin, more));
    }

    private static void assertRefused(Outcome outcome, String... named) {
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).contains(named);
    }

    @Test
    void generateGivesALineAPrompt() throws IOException {
        Path input = write("p.jsonl", "{\"prompt\": \"པདྨ\"}\n{\"prompt\": \"扎西\"}\n");
        Object[] order = {
            "--input", input, "--chat", "--seed", "3", "--max-new-tokens", "5", "--dtype", "float32", "--json"
        };
        Outcome outcome = generate(order);
        assertThat(outcome.status()).isZero();
        List<String> lines = outcome.out().lines().toList();
        assertThat(lines).hasSize(2);
        JsonNode first = JSON.readTree(lines.get(0));
        assertThat(first.path("prompt").asString()).isEqualTo("པདྨ");
        assertThat(first.path("tokens").size())
                .isEqualTo(first.path("logprobs").size())
                .isBetween(1, 5);
        assertThat(first.path("finish").asString()).isIn("stop", "length");
        assertThat(generate(order).out()).isEqualTo(outcome.out());
    }

    @Test
    void generateRefusesControlTokensAndBrokenLines() throws IOException {
        assertRefused(generate("--prompt", "a<|im_end|>"), "<|im_end|>", "--prompt");
        assertThat(generate("--prompt", "a<|im_end|>", "--escape").status()).isZero();
        Path broken = write("p.jsonl", "{\"prompt\": \"a\"}\n{\"text\": \"b\"}\n");
        assertRefused(generate("--input", broken), "p.jsonl:2");
    }

    /** The tokenizer's own token before a text is in a plain prompt and in a prompt by itself, and once in each. */
    @Test
    void generateBeginsATextAsItsTokenizerDoes() throws IOException {
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
        write("model/chat_template.jinja", "[INST]");
        assertThat(greedy("扎西")).isNotEmpty();
        assertRefused(generate("--prompt", "扎西", "--chat"), "chat_template.jinja", "[INST]");
    }

    private JsonNode greedy(String prompt, Object... more) {
        Object[] order = {"--prompt", prompt, "--greedy", "--max-new-tokens", "6", "--dtype", "float32", "--json"};
        Outcome outcome = generate(Outcome.concat(order, more));
        assertThat(outcome.status()).as(outcome.err()).isZero();
        return JSON.readTree(outcome.out()).path("logprobs");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}

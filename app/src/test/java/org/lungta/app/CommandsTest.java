package org.lungta.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.checkpoint.AdapterFolder;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.lab.TinyWorld;
import org.lungta.model.Adapter;
import org.lungta.model.AdapterConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.tensor.Engine;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every command as a user calls it, on a made-up world. */
class CommandsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    /** What a command left: its exit status and its two outputs. */
    private record Outcome(int status, String out, String err) {}

    private static Outcome call(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        PrintStream before = Main.redirect(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            CommandLine line = Main.commandLine(new Main()).setErr(new PrintWriter(err, true));
            int status = line.execute(
                    List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
            return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            Main.redirect(before);
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void scoreGivesTheFiguresOfSacrebleu() throws IOException {
        Path hypotheses = write("h", "the cat sat on the mat\n");
        Path references = write("r", "the cat is on the mat\n");
        Outcome outcome = call(
                "score",
                "bleu",
                "chrf",
                "--hypotheses",
                hypotheses,
                "--references",
                references,
                "--language",
                "en",
                "--json");
        assertThat(outcome.status()).isZero();
        JsonNode scores = JSON.readTree(outcome.out());
        assertThat(scores.path("bleu").path("score").asDouble()).isEqualTo(37.99178428257963); // sacrebleu 2.6.0
        assertThat(scores.path("chrf").path("score").asDouble()).isEqualTo(64.5779420625287);
        assertThat(scores.path("bleu").path("signature").asString())
                .contains("tok:13a")
                .contains("impl:lungta");
    }

    @Test
    void scoreRefusesFilesOfDifferentLength() throws IOException {
        Outcome outcome =
                call("score", "bleu", "--hypotheses", write("h", "a\nb\n"), "--references", write("r", "a\n"));
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).contains("2 lines").contains("1");
    }

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

    private JsonNode greedy(String prompt, Object... more) {
        Outcome outcome = call(Stream.concat(
                        Stream.of("generate", "--model", folder.resolve("model"), "--prompt", prompt, "--greedy"),
                        Stream.concat(
                                Stream.of("--max-new-tokens", "6", "--dtype", "float32", "--json"), Stream.of(more)))
                .toArray());
        assertThat(outcome.status()).as(outcome.err()).isZero();
        return JSON.readTree(outcome.out()).path("logprobs");
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

    @Test
    void evaluateMeasuresBothTasksAndGoesOn() throws IOException {
        TinyWorld.write(folder, 7);
        Path data = folder.resolve("general/cmrc2018_dev.json");
        Path output = folder.resolve("cmrc");
        Object[] cmrc = {
            "evaluate",
            "--model",
            folder.resolve("model"),
            "--task",
            "cmrc",
            "--data",
            data,
            "--limit",
            "2",
            "--output",
            output,
            "--max-new-tokens",
            "4",
            "--dtype",
            "float32",
            "--json"
        };
        Outcome first = call(cmrc);
        assertThat(first.status()).isZero();
        assertThat(JSON.readTree(first.out()).path("questions").asInt()).isEqualTo(6);
        assertThat(call(cmrc).out()).isEqualTo(first.out());
        assertThat(Files.readAllLines(output.resolve("items.jsonl"))).hasSize(6);
        Outcome translate = call(
                "evaluate",
                "--model",
                folder.resolve("model"),
                "--task",
                "translate",
                "--data",
                folder.resolve("mt/libreoffice.bo-zh.jsonl"),
                "--limit",
                "3",
                "--output",
                folder.resolve("mt"),
                "--encoder",
                folder.resolve("encoder"),
                "--prefix",
                "",
                "--max-new-tokens",
                "4",
                "--dtype",
                "float32");
        assertThat(translate.status()).isZero();
        assertThat(translate.out()).contains("bleu").contains("similarity").contains("n=3");
    }

    @Test
    void embedGivesUnitVectors() throws IOException {
        TinyWorld.write(folder, 7);
        Path input = write("t.jsonl", "{\"text\": \"扎西买了书本。\"}\n");
        Outcome outcome = call("embed", "--encoder", folder.resolve("encoder"), "--input", input, "--json");
        assertThat(outcome.status()).isZero();
        double norm = 0;
        for (JsonNode value : JSON.readTree(outcome.out()).path("embedding")) {
            norm += value.asDouble() * value.asDouble();
        }
        assertThat(norm).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-5));
    }

    @Test
    void mergeWritesAModelThatAnswersAsModelAndAdapterDo() throws IOException {
        TinyWorld.write(folder, 7);
        Path model = folder.resolve("model");
        Path adapter = adapter("adapter", 1);
        Path other = adapter("other", 2);
        Path merged = folder.resolve("merged");
        Object[] both = {"--adapter", adapter, "--adapter", other, "--scale", "1", "--scale", "0.5"};
        Object[] answer = {"--prompt", "扎西", "--greedy", "--max-new-tokens", "8", "--dtype", "float32", "--json"};
        assertThat(call(concat(new Object[] {"merge", "--model", model, "--output", merged}, both))
                        .status())
                .isZero();
        JsonNode expected =
                JSON.readTree(call(concat(concat(new Object[] {"generate", "--model", model}, both), answer))
                        .out());
        JsonNode found = JSON.readTree(call(concat(new Object[] {"generate", "--model", merged}, answer))
                .out());
        assertThat(found.path("tokens")).isEqualTo(expected.path("tokens"));
        for (int i = 0; i < found.path("logprobs").size(); i++) {
            assertThat(found.path("logprobs").get(i).asDouble())
                    .isCloseTo(
                            expected.path("logprobs").get(i).asDouble(), org.assertj.core.api.Assertions.within(1e-4));
        }
        Object[] none = {"generate", "--model", model, "--adapter", adapter, "--scale", "0"};
        assertThat(call(concat(none, answer)).out())
                .isEqualTo(call(concat(new Object[] {"generate", "--model", model}, answer))
                        .out())
                .isNotEqualTo(call(concat(new Object[] {"generate", "--model", merged}, answer))
                        .out());
        Outcome again = call(concat(new Object[] {"merge", "--model", model, "--output", merged}, both));
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains("not empty");
    }

    @Test
    void scalesThatMakeNoSenseAreMisuse() throws IOException {
        TinyWorld.write(folder, 7);
        Object[] start = {"generate", "--model", folder.resolve("model"), "--prompt", "x"};
        Path adapter = adapter("adapter", 1);
        assertThat(call(concat(start, new Object[] {"--adapter", adapter, "--scale", "1.5"}))
                        .status())
                .isEqualTo(2);
        assertThat(call(concat(start, new Object[] {"--scale", "0.5"})).status())
                .isEqualTo(2);
        assertThat(call(concat(start, new Object[] {"--adapter", adapter, "--scale", "1", "--scale", "0"}))
                        .err())
                .contains("2 times for 1 adapters");
    }

    @Test
    void anEvaluationSaysWhatItMeasuredAndIsNotMixedWithAnother() throws IOException {
        TinyWorld.write(folder, 7);
        Path adapter = adapter("adapter", 1);
        Object[] half = {
            "evaluate",
            "--model",
            folder.resolve("model"),
            "--task",
            "cmrc",
            "--limit",
            "1",
            "--max-new-tokens",
            "2",
            "--data",
            folder.resolve("general/cmrc2018_dev.json"),
            "--output",
            folder.resolve("out"),
            "--dtype",
            "float32",
            "--json",
            "--adapter",
            adapter,
            "--scale"
        };
        JsonNode summary =
                JSON.readTree(call(concat(half, new Object[] {"0.5"})).out());
        JsonNode used = summary.path("provenance").path("adapters").path(0);
        assertThat(used.path("folder").asString()).isEqualTo(adapter.toString());
        assertThat(used.path("scale").asDouble()).isEqualTo(0.5);
        assertThat(call(concat(half, new Object[] {"0.5"})).status()).isZero();
        Outcome other = call(concat(half, new Object[] {"1"}));
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.err()).contains("another folder");
    }

    private static Object[] concat(Object[] some, Object[] more) {
        return java.util.stream.Stream.concat(java.util.Arrays.stream(some), java.util.Arrays.stream(more))
                .toArray();
    }

    /** An adapter for the tiny model whose B is not zero, which changes what it says. */
    private Path adapter(String name, long seed) throws IOException {
        Engine.start();
        Path written = Files.createDirectories(folder.resolve(name));
        try (DecoderWeights weights = ModelFolder.open(folder.resolve("model")).outline();
                Adapter adapter = Adapter.make(
                        new AdapterConfig(2, 4, 0, AdapterConfig.EVERY_LINEAR), weights, (tensor, shape) -> {
                            float[] values = new float[Math.toIntExact(shape[0] * shape[1])];
                            for (int i = 0; i < values.length; i++) {
                                values[i] = (float) Math.sin(seed + tensor.hashCode() % 100 + i) * 0.3f;
                            }
                            return values;
                        })) {
            AdapterFolder.write(written, adapter, "tiny");
        }
        return written;
    }

    @Test
    void aLexiconIsBuiltAndShownAndNotOverwritten() throws IOException {
        TinyWorld.write(folder, 7);
        Path lexicon = folder.resolve("bo-zh.tsv");
        Path own = write("own.tsv", "རྟ\t马\n");
        Object[] build = {
            "lexicon",
            "build",
            "--pairs",
            folder.resolve("mt/libreoffice.bo-zh.jsonl"),
            "--from",
            "bo",
            "--to",
            "zh",
            "--model",
            folder.resolve("model"),
            "--dictionary",
            own,
            "--output",
            lexicon
        };
        Outcome built = call(build);
        assertThat(built.err()).isEmpty();
        assertThat(built.status()).isZero();
        String header = Files.readAllLines(lexicon).get(0);
        assertThat(header)
                .contains("tokens of model", "\"split\":\"train where there are splits\"", "own.tsv, 1 lines");
        Outcome horse = call("lexicon", "show", lexicon, "རྟ་", "--json");
        assertThat(horse.status()).isZero();
        assertThat(JSON.readTree(horse.out()).path("unit").asString()).isEqualTo("རྟ");
        Outcome top = call("lexicon", "show", lexicon, "--top", "2");
        assertThat(top.out()).startsWith("bo to zh, ");
        assertThat(top.out().lines().filter(line -> line.contains("\t"))).hasSize(2);
        Outcome nobody = call("lexicon", "show", lexicon, "ཀཀཀ");
        assertThat(nobody.status()).isEqualTo(1);
        assertThat(nobody.err()).contains("bo-zh.tsv", "ཀཀཀ");
        Outcome again = call(build);
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains("bo-zh.tsv exists");
        assertThat(call("lexicon").status()).isEqualTo(2);
    }

    @Test
    void aLexiconNeedsNoModel() throws IOException {
        TinyWorld.write(folder, 7);
        Path lexicon = folder.resolve("words.tsv");
        Outcome built = call(
                "lexicon",
                "build",
                "--pairs",
                folder.resolve("mt/libreoffice.bo-zh.jsonl"),
                "--from",
                "zh",
                "--to",
                "bo",
                "--split",
                "dev",
                "--output",
                lexicon);
        assertThat(built.status()).isZero();
        assertThat(Files.readAllLines(lexicon).get(0)).contains("\"candidates\":\"words\"", "\"pairs\":\"32\"");
    }

    @Test
    void inspectCountsTokensOfLinesAndOfJson() throws IOException {
        TinyWorld.write(folder, 7);
        Path lines = write("t.txt", "རྟ་རྟ\n\nརྟ\n");
        Path json = write("t.jsonl", "{\"text\": \"རྟ་རྟ\"}\n{\"text\": \"རྟ\"}\n");
        Outcome one = call("tokenizer", "inspect", "--model", folder.resolve("model"), "--input", lines, "--json");
        Outcome other = call("tokenizer", "inspect", "--model", folder.resolve("model"), "--input", json, "--json");
        assertThat(one.status()).isZero();
        assertThat(other.out()).isEqualTo(one.out());
        JsonNode seen = JSON.readTree(one.out());
        assertThat(seen.path("texts").path("count").asInt()).isEqualTo(2);
        assertThat(seen.path("texts").path("codePoints").asInt()).isEqualTo(7);
        assertThat(seen.path("words").path("count").asInt()).isEqualTo(3);
        assertThat(seen.path("words").path("kind").asString()).isEqualTo("syllables");
        Outcome text = call("tokenizer", "inspect", "--model", folder.resolve("model"), "--input", lines);
        assertThat(text.out()).contains("tokens a code point", "spare", "<|im_end|>");
        Outcome empty = call("tokenizer", "inspect", "--model", folder.resolve("model"), "--input", write("e", "\n"));
        assertThat(empty.status()).isEqualTo(1);
        assertThat(empty.err()).contains("is empty");
        assertThat(call("tokenizer").status()).isEqualTo(2);
    }

    @Test
    void aWrongRecipeIsAMisuseAndAMissingModelAFailure() throws IOException {
        Path recipe = write("r.yaml", "modle: x\n");
        Outcome wrong = call("run", recipe);
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("r.yaml:1:1").contains("model");
        Outcome missing = call("generate", "--model", folder.resolve("none"), "--prompt", "x");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(call("generate").status()).isEqualTo(2);
    }

    @Test
    void encoderCardPrintsATableOrARecordAndSavesIt() throws IOException {
        TinyWorld.write(folder, 7);
        Path pairs = folder.resolve("mt/libreoffice.bo-zh.jsonl");
        Path saved = folder.resolve("card.json");
        Outcome table = call(
                "encoder",
                "card",
                "--encoder",
                folder.resolve("encoder"),
                "--pairs",
                pairs,
                "--split",
                "test",
                "--n",
                20,
                "--output",
                saved);
        assertThat(table.status()).isZero();
        assertThat(table.out()).contains("retrieval@1 among 20", "verdict: may not judge", "unknown tokens of bo");
        JsonNode card = JSON.readTree(Files.readString(saved));
        assertThat(card.path("from").path("unknown").asDouble()).isEqualTo(1); // it reads no Tibetan
        assertThat(card.path("to").path("unknown").asDouble()).isZero();
        Outcome json = call(
                "encoder",
                "card",
                "--encoder",
                folder.resolve("encoder"),
                "--pairs",
                pairs,
                "--split",
                "test",
                "--n",
                20,
                "--json");
        assertThat(JSON.readTree(json.out())).isEqualTo(card);
    }

    @Test
    void runAdaptsAnEncoderWhereTheRecipeSaysSo() {
        TinyWorld.write(folder, 7);
        TinyWorld.writeBilingualEncoder(folder.resolve("learner"), 7);
        Object[] order = {
            "run",
            "../recipes/encoder.yaml",
            "--output",
            folder.resolve("run"),
            "--set",
            "encoder=" + folder.resolve("learner"),
            "--set",
            "data=" + folder,
            "--set",
            "cache=" + folder.resolve("frozen"),
            "--set",
            "adaptation.pairs=[{file: \"" + folder.resolve("mt/libreoffice.bo-zh.jsonl") + "\"}]",
            "--set",
            "adaptation.steps=2",
            "--set",
            "adaptation.batch-size=8",
            "--set",
            "adaptation.dev=null",
            "--set",
            "card.pairs=10",
            "--json"
        };
        Outcome outcome = call(order);
        assertThat(outcome.status()).isZero();
        assertThat(JSON.readTree(outcome.out()).path("training").path("steps").asInt())
                .isEqualTo(2);
        assertThat(folder.resolve("run/encoder/modules.json")).isNotEmptyFile();
        Outcome again = call(order);
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains("--resume");
    }
}

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.lab.TinyWorld;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

package org.lungta.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungta.app.Outcome.call;
import static org.lungta.app.Outcome.concat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.lab.TinyWorld;
import tools.jackson.databind.json.JsonMapper;

/** What is left of commands as a user calls them, on a made-up world; most have a file of their own. */
class CommandsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

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
    void estimateTakesRunsAndExperiments() {
        Object[] smoke = {"estimate", "../recipes/smoke.yaml", "--set", "data=" + folder.resolve("tiny")};
        assertThat(call(smoke).status()).isZero();
        Object[] lab = {"estimate", "../recipes/quickstart.yaml", "--set", "data=" + folder.resolve("lab")};
        assertThat(call(concat(lab, new Object[] {"--set", "model=../models/lab-base"}))
                        .status())
                .isZero();
        assertThat(call(concat(lab, new Object[] {"--set", "armz={}"})).status())
                .isEqualTo(2);
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

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}

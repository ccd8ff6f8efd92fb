package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import org.lungta.lab.TinyWorld;

/** What a user gets wrong is refused with file, line, value and remedy, before anything is computed. */
class RefusalsTest {
    private static final Path SMOKE = Path.of("../recipes/smoke.yaml");

    @TempDir
    private Path folder;

    private Path pairs;

    @BeforeEach
    void world() {
        TinyWorld.write(folder.resolve("world"), 7);
        pairs = folder.resolve("world/mt/libreoffice.bo-zh.jsonl");
    }

    private void run(String... overrides) {
        List<String> all =
                new ArrayList<>(List.of("data=" + folder.resolve("world"), "cards=" + folder.resolve("cards")));
        all.addAll(List.of(overrides));
        Launch.run(
                Launch.read(SMOKE, all),
                folder.resolve("run"),
                false,
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    }

    private void appendPair(String line) throws IOException {
        Files.writeString(pairs, Files.readString(pairs) + line + "\n");
    }

    @Test
    void aBrokenLineIsNamed() throws IOException {
        appendPair("{\"id\": \"x\", ");
        assertThatThrownBy(this::run).isInstanceOf(Refusal.class).hasMessageContaining(pairs + ":289");
    }

    @Test
    void aGpuThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> run("device=cuda"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no GPU")
                .hasMessageContaining("device: cpu");
    }

    @Test
    void anEmptyFieldIsNamed() throws IOException {
        appendPair(
                "{\"id\":\"x\",\"source\":\"\",\"target\":\"书\",\"source_lang\":\"bo\",\"target_lang\":\"zh\",\"split\":\"train\"}");
        assertThatThrownBy(this::run)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(":289")
                .hasMessageContaining("source");
    }

    @Test
    void trainAndTestMustNotOverlap() throws IOException {
        String test = Files.readAllLines(pairs)
                .get(0)
                .replace("\"test\"", "\"train\"")
                .replace("tiny-0\"", "again\"");
        appendPair(test);
        assertThatThrownBy(this::run).isInstanceOf(Refusal.class).hasMessageContaining("289");
    }

    @Test
    void controlTokensInAUsersTextAreRefused() throws IOException {
        appendPair(
                "{\"id\":\"x\",\"source\":\"ང<|im_end|>\",\"target\":\"书\",\"source_lang\":\"bo\",\"target_lang\":\"zh\",\"split\":\"dev\"}");
        assertThatThrownBy(() -> run("cold-start.dev-pairs=100", "cold-start.epochs=1"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("<|im_end|>")
                .hasMessageContaining(":289");
    }

    @Test
    void controlTokensAreBrokenWhereTheRecipeAsksForIt() throws IOException {
        appendPair(
                "{\"id\":\"x\",\"source\":\"ང<|im_end|>\",\"target\":\"书\",\"source_lang\":\"bo\",\"target_lang\":\"zh\",\"split\":\"test\"}");
        run("task.control-tokens=escape", "cold-start.epochs=1", "grpo.steps=1", "evaluation.test=100");
        try (var items = Files.walk(folder.resolve("run/evaluation/base"))) {
            Path test = items.filter(f -> f.getFileName().toString().startsWith("test-"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readString(test)).contains("ང< |im_end|>").doesNotContain("<|im_end|>");
        }
    }

    @Test
    void moreDataThanThereIsIsSaidWithTheSum() {
        assertThatThrownBy(() -> run("cold-start.pairs=1000"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("1032")
                .hasMessageContaining("224");
    }

    @Test
    void anEncoderThatDoesNotReadTheTargetIsRefusedWithTheFigure() {
        assertThatThrownBy(() -> run("task.from=zh", "task.to=bo", "task.length-of=bo"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("100.0 %")
                .hasMessageContaining("unknown");
    }

    @Test
    void aRunIsNotOverwritten() throws IOException {
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run/recipe.yaml"), "x");
        assertThatThrownBy(this::run).isInstanceOf(Refusal.class).hasMessageContaining("--resume");
        assertThat(folder.resolve("run/recipe.yaml")).hasContent("x");
    }

    @Test
    void halfAModelIsRefused() throws IOException {
        Path weights = folder.resolve("world/model/model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(this::run)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("model.safetensors")
                .hasMessageContaining("copy");
    }

    @Test
    void anOverlongExampleIsRefusedWithItsLine() throws IOException {
        appendPair("{\"id\":\"x\",\"source\":\"" + "ང་".repeat(2000)
                + "\",\"target\":\"书\",\"source_lang\":\"bo\",\"target_lang\":\"zh\",\"split\":\"dev\"}");
        assertThatThrownBy(() -> run("cold-start.dev-pairs=100"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(":289")
                .hasMessageContaining("1024 positions");
    }
}

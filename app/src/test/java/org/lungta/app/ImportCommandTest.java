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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** lungta import, as a user calls it. */
class ImportCommandTest {
    private static final Path GGUF = Path.of("..", "core", "src", "test", "resources", "golden", "gguf", "smol.gguf");

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int call(Object... arguments) {
        PrintStream before = Main.redirect(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return Main.commandLine(new Main())
                    .setErr(new PrintWriter(err, true))
                    .execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        } finally {
            Main.redirect(before);
        }
    }

    @Test
    void importMakesAFolderAndSaysWhatItIs() {
        Path made = folder.resolve("model");
        assertThat(call("import", GGUF, made)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith(made + " is ready: llama, 11 tensors, ")
                .contains("in bfloat16", "with a chat template", "made of F32 (4), Q8_0 (2), ");
        assertThat(made)
                .isDirectoryContaining("glob:**/model.safetensors")
                .isDirectoryContaining("glob:**/tokenizer.json");
        assertThat(call("import", GGUF, made)).isEqualTo(1);
        assertThat(err.toString()).contains("not an empty folder");
    }

    @Test
    void float32TakesTwiceTheRoom() throws IOException {
        assertThat(call("import", GGUF, folder.resolve("half"))).isZero();
        assertThat(call("import", GGUF, folder.resolve("full"), "--dtype", "float32"))
                .isZero();
        double half = Files.size(folder.resolve("half/model.safetensors"));
        assertThat(Files.size(folder.resolve("full/model.safetensors")) / half).isBetween(1.8, 2.0);
    }

    @Test
    void whatIsNoGgufFileIsRefusedByName() throws IOException {
        Path file = Files.writeString(folder.resolve("m.gguf"), "PK no model");
        assertThat(call("import", file, folder.resolve("model"))).isEqualTo(1);
        assertThat(err.toString()).contains("m.gguf").contains("no GGUF file");
        assertThat(call("import", file)).isEqualTo(2);
        assertThat(call("import", folder.resolve("none"), folder.resolve("model")))
                .isEqualTo(1);
    }
}

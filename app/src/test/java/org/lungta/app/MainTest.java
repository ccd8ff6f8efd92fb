package org.lungta.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Command(name = "failing")
    private record Failing(RuntimeException failure) implements Runnable {
        @Override
        public void run() {
            throw failure;
        }
    }

    @Test
    void helpAndVersionSucceedOnStandardOutput() {
        assertThat(execute(new Main(), "--help")).isZero();
        assertThat(execute(new Main(), "--version")).isZero();
        assertThat(out.toString())
                .contains("Usage: lungta")
                .contains("lungta (not packaged)")
                .contains("Java ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aWrongCommandLineIsMisuse() {
        assertThat(execute(new Main(), "--hlep")).isEqualTo(2);
        assertThat(execute(new Main())).isEqualTo(2);
        assertThat(err.toString()).contains("Unknown option: '--hlep'").contains("Try 'lungta --help'.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aRefusalIsItsMessageAlone() {
        assertThat(execute(new Failing(new Refusal("no model at /m")))).isEqualTo(1);
        assertThat(err.toString().lines()).containsExactly("no model at /m");
    }

    @Test
    void aRefusedRecipeIsMisuse() {
        assertThat(execute(new Failing(new Misuse(new Refusal("r.yaml:1:1: model is missing")))))
                .isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("r.yaml:1:1: model is missing");
    }

    @Test
    void anythingElseIsToldWithItsTrace() {
        assertThat(execute(new Failing(new IllegalStateException("broken")))).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("This is a mistake in Lungta, not yours:")
                .contains("IllegalStateException: broken")
                .contains("\tat ");
    }

    private int execute(Object command, String... arguments) {
        CommandLine line = Main.commandLine(command);
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}

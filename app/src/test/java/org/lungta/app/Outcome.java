package org.lungta.app;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine;

/** What a command left: its exit status and its two outputs. */
record Outcome(int status, String out, String err) {
    /** Calls the command as a user does. */
    static Outcome call(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        PrintStream before = Main.redirect(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            CommandLine line = Main.commandLine(new Main()).setErr(new PrintWriter(err, true));
            int status =
                    line.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
            return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            Main.redirect(before);
        }
    }

    static Object[] concat(Object[] some, Object[] more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray();
    }
}

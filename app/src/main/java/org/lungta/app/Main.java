package org.lungta.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code lungta}. Exit status: 0 done, 1 the work failed, 2 the command line or the recipe is wrong. */
@Command(
        name = "lungta",
        description = "Teaches a language model a new language by meaning, and keeps what it knew.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        subcommands = {
            RunCommand.class,
            EstimateCommand.class,
            GenerateCommand.class,
            EvaluateCommand.class,
            ScoreCommand.class,
            EmbedCommand.class,
            BenchCommand.class,
            BenchSideCommand.class,
            MergeCommand.class,
            LexiconCommand.class,
            TokenizerCommand.class,
            ImportCommand.class,
            LabCommand.class,
            EncoderCommand.class,
            JudgeCommand.class,
            GateCommand.class,
            ReportCommand.class,
            ModelCardCommand.class
        })
public final class Main implements Runnable {
    private static PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine(new Main()).execute(arguments));
    }

    /** The command with its failures turned into messages and exit statuses. */
    static CommandLine commandLine(Object command) {
        Failures failures = new Failures();
        return new CommandLine(command).setParameterExceptionHandler(failures).setExecutionExceptionHandler(failures);
    }

    /** One line on standard output, in UTF-8. */
    static void print(String line) {
        out.println(line);
        out.flush();
    }

    /** Sends what {@link #print} prints elsewhere; returns where it went before. */
    static PrintStream redirect(PrintStream to) {
        PrintStream before = out;
        out = to;
        return before;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }
}

package org.lungta.app;

import java.io.PrintWriter;
import org.lungta.check.Refusal;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says on stderr what went wrong and gives the exit status: 1 if the work failed, 2 if the order was wrong. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(failure.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof Refusal) {
            command.getErr().println(failure.getMessage());
            return ExitCode.SOFTWARE;
        }
        if (failure instanceof Misuse) {
            command.getErr().println(failure.getMessage());
            return ExitCode.USAGE;
        }
        command.getErr().println("This is a mistake in Lungta, not yours:");
        failure.printStackTrace(command.getErr());
        return ExitCode.SOFTWARE;
    }
}

package org.lungta.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** lungta lab. */
@Command(
        name = "lab",
        description = "A made-up world in two languages, in which what is right is known.",
        mixinStandardHelpOptions = true,
        subcommands = {LabWriteCommand.class})
final class LabCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what to do: write.");
    }
}

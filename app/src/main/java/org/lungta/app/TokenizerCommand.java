package org.lungta.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** lungta tokenizer. */
@Command(
        name = "tokenizer",
        description = "What a model's tokenizer makes of a language.",
        mixinStandardHelpOptions = true,
        subcommands = {TokenizerInspectCommand.class, TokenizerExtendCommand.class})
final class TokenizerCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what to do: inspect or extend.");
    }
}

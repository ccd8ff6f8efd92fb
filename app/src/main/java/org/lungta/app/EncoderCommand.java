package org.lungta.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** lungta encoder. */
@Command(
        name = "encoder",
        description = "Measures sentence encoders. Adapting one is a recipe: lungta run recipes/encoder.yaml.",
        mixinStandardHelpOptions = true,
        subcommands = EncoderCardCommand.class)
final class EncoderCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }
}

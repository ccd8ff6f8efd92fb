package org.lungta.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** lungta lexicon. */
@Command(
        name = "lexicon",
        description = "Which words of a new language mean which of a known one.",
        mixinStandardHelpOptions = true,
        subcommands = {LexiconBuildCommand.class, LexiconShowCommand.class})
final class LexiconCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what to do: build or show.");
    }
}

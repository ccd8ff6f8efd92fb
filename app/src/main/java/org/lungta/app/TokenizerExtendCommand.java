package org.lungta.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lungta.extension.Extension;
import org.lungta.extension.Start;
import org.lungta.lexicon.LexiconFile;
import org.lungta.tensor.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** lungta tokenizer extend. */
@Command(
        name = "extend",
        description =
                "Gives a decoder or an encoder tokens for the units of a lexicon, each with a row made of their meaning.",
        mixinStandardHelpOptions = true)
final class TokenizerExtendCommand implements Callable<Integer> {
    /** Where a new row comes from. */
    enum From {
        lexicon,
        candidates,
        pieces,
        random
    }

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "The model or encoder to extend.")
    private Path model;

    @Option(names = "--lexicon", required = true, paramLabel = "FILE", description = "Of lungta lexicon build.")
    private Path lexicon;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Gets the extended model.")
    private Path output;

    @Option(
            names = "--rows",
            defaultValue = "lexicon",
            description =
                    "Where new rows come from: lexicon (the candidates' rows, weighted), candidates (their plain mean),"
                            + " pieces (the old tokens that spell it), random; default ${DEFAULT-VALUE}.")
    private From rows;

    @Option(names = "--match-lengths", description = "Gives new rows the mean length of the old ones.")
    private boolean matchLengths;

    @Option(names = "--seed", defaultValue = "0", description = "Of random rows; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Engine.start();
        Extension.Report report = new Extension(
                        model,
                        LexiconFile.read(lexicon),
                        LexiconFile.seen(lexicon),
                        Start.valueOf(rows.name().toUpperCase(Locale.ROOT)),
                        matchLengths ? Extension.Lengths.MATCHED : Extension.Lengths.AS_THEY_COME,
                        seed)
                .write(output);
        if (json) {
            Main.print(JsonMapper.builder().build().writeValueAsString(report));
            return 0;
        }
        Main.print("%d new tokens from id %d on; %d of them took spare rows; the embedding has %d rows now"
                .formatted(report.tokens(), report.first(), report.spare(), report.rows()));
        List<String> existing = report.existing();
        if (!existing.isEmpty()) {
            Main.print("%d spellings were tokens already and stay as they are: %s"
                    .formatted(existing.size(), String.join(" ", existing.subList(0, Math.min(20, existing.size())))));
        }
        return 0;
    }
}

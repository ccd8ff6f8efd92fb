package org.lungta.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lungta.corpus.PairSpec;
import org.lungta.probe.CardFile;
import org.lungta.probe.CardMaker;
import org.lungta.probe.CardTable;
import org.lungta.probe.EncoderCard;
import org.lungta.run.EncoderCards;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** lungta encoder card. */
@Command(
        name = "card",
        description = "Says what an encoder can and cannot tell apart, on pairs of two languages.",
        mixinStandardHelpOptions = true)
final class EncoderCardCommand implements Callable<Integer> {
    /** See {@link EncoderCards.Anchor}. */
    enum Against {
        source(EncoderCards.Anchor.SOURCE),
        reference(EncoderCards.Anchor.REFERENCE);

        private final EncoderCards.Anchor anchor;

        Against(EncoderCards.Anchor anchor) {
            this.anchor = anchor;
        }
    }

    @Option(names = "--encoder", required = true, paramLabel = "DIR", description = "A sentence-transformers folder.")
    private Path encoder;

    @Option(names = "--pairs", required = true, paramLabel = "FILE", description = "Pairs, one JSON object a line.")
    private Path pairs;

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description = "The split to measure on, such as test; without it, every pair of the file.")
    private String split;

    @Option(
            names = "--from",
            defaultValue = "bo",
            description = "The language of the sources; default ${DEFAULT-VALUE}.")
    private String from;

    @Option(
            names = "--to",
            defaultValue = "zh",
            description = "The language that a policy would write and this encoder judge; default ${DEFAULT-VALUE}.")
    private String to;

    @Option(
            names = "--anchor",
            defaultValue = "source",
            description =
                    "What a reward would hold an output against: source, or reference (then --to alone is measured, each text"
                            + " against itself in other words); default ${DEFAULT-VALUE}.")
    private Against anchor;

    @Option(
            names = "--original",
            paramLabel = "DIR",
            description = "The encoder that this one was made from: adds whether texts in --to keep their order.")
    private Optional<Path> original = Optional.empty();

    @Option(names = "--n", defaultValue = "500", description = "Pairs for retrieval; default ${DEFAULT-VALUE}.")
    private int count;

    @Option(
            names = "--texts",
            defaultValue = "200",
            description = "Texts of each kind of corruption, at most; default ${DEFAULT-VALUE}.")
    private int texts;

    @Option(names = "--prefix", defaultValue = "", description = "Put before every text, such as \"query: \" for E5.")
    private String prefix;

    @Option(names = "--seed", defaultValue = "42", description = "Decides which pairs; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--output", paramLabel = "FILE", description = "Saves the card as JSON.")
    private Path output;

    @Option(names = "--json", description = "Prints the card as JSON in place of the table.")
    private boolean json;

    @Override
    public Integer call() {
        PairSpec all = PairSpec.of(pairs, from, to);
        EncoderCard card = EncoderCards.measure(
                encoder,
                prefix,
                split == null ? all : all.inSplit(split),
                anchor.anchor,
                new CardMaker.Settings(count, texts, seed),
                original,
                System.err);
        if (output != null) {
            CardFile.write(output, card);
        }
        Main.print((json ? CardFile.json(card) : CardTable.of(card)).strip());
        return 0;
    }
}

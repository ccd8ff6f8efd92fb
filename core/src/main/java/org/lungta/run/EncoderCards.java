package org.lungta.run;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lungta.checkpoint.ContentHash;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.corpus.Example;
import org.lungta.corpus.PairSpec;
import org.lungta.corpus.Pairs;
import org.lungta.model.Encoder;
import org.lungta.probe.CardMaker;
import org.lungta.probe.EncoderCard;
import org.lungta.tensor.Engine;

/** From a folder and a file of pairs to an encoder's card. */
public final class EncoderCards {
    private EncoderCards() {}

    /**
     * Measures an encoder.
     *
     * @param spec the pairs; the policy would write the language {@code to}
     * @param out told what is being measured, and how fast
     */
    public static EncoderCard measure(
            Path folder, String prefix, PairSpec spec, CardMaker.Settings settings, PrintStream out) {
        List<Example> pairs = Pairs.read(spec);
        List<Example> drawn = Pairs.draw(pairs, pairs.size(), settings.seed());
        Engine.start();
        try (Encoder encoder = EncoderFolder.open(folder, prefix)) {
            EncoderCard.Subject subject = new EncoderCard.Subject(
                    folder.toAbsolutePath().normalize().getFileName().toString(),
                    ContentHash.ofFolder(folder),
                    prefix,
                    CardMaker.pooling(encoder),
                    encoder.bert().readout().unit(),
                    encoder.maxTokens());
            EncoderCard.Material material = new EncoderCard.Material(
                    spec.file().getFileName().toString(),
                    ContentHash.ofFile(spec.file()),
                    spec.split() == null ? "all" : spec.split(),
                    spec.from(),
                    spec.to(),
                    Math.min(settings.pairs(), pairs.size()),
                    settings.seed());
            long begin = System.nanoTime();
            EncoderCard card = CardMaker.card(
                    encoder, subject, material, drawn, settings, what -> out.println("measuring " + what));
            double seconds = (System.nanoTime() - begin) / 1e9;
            out.printf(
                    Locale.ROOT,
                    "%d texts in %.1f s, %.0f texts/s%n",
                    encoder.embedded(),
                    seconds,
                    encoder.embedded() / seconds);
            return card;
        }
    }
}

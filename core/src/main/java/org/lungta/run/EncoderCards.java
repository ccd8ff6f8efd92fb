package org.lungta.run;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lungta.checkpoint.ContentHash;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.corpus.Example;
import org.lungta.corpus.PairFields;
import org.lungta.corpus.PairSpec;
import org.lungta.corpus.Pairs;
import org.lungta.model.Encoder;
import org.lungta.probe.CardMaker;
import org.lungta.probe.EncoderCard;
import org.lungta.probe.Order;
import org.lungta.probe.Rewording;
import org.lungta.tensor.Engine;

/** From a folder and a file of pairs to an encoder's card. */
public final class EncoderCards {
    private static final int ORDERED = 1000;

    private EncoderCards() {}

    /** What a reward would hold an output against. */
    public enum Anchor {
        /** The text in the other language. */
        SOURCE,
        /** A right text in the same language. */
        REFERENCE
    }

    /**
     * Measures an encoder.
     *
     * @param spec the pairs; the policy would write the language {@code to}
     * @param original the encoder that it was made from, where the card is to say whether it still orders texts in {@code to} as that one
     * @param out told what is being measured, and how fast
     */
    public static EncoderCard measure(
            Path folder,
            String prefix,
            PairSpec spec,
            Anchor anchor,
            CardMaker.Settings settings,
            Optional<Path> original,
            PrintStream out) {
        List<Example> pairs = Pairs.read(spec);
        Engine.start();
        try (Encoder encoder = EncoderFolder.open(folder, prefix)) {
            EncoderCard card = of(encoder, folder, Texts.of(spec, anchor), pairs, settings, out);
            return original.map(from -> card.with(order(from, encoder, spec.to(), pairs, settings.seed())))
                    .orElse(card);
        }
    }

    private static Order order(Path original, Encoder encoder, String language, List<Example> pairs, long seed) {
        try (Encoder before = EncoderFolder.open(original, encoder.prefix())) {
            List<String> texts = Pairs.draw(pairs, ORDERED, seed).stream()
                    .map(Example::target)
                    .toList();
            return Order.between(before, encoder, language, texts, ORDERED, seed);
        }
    }

    /**
     * What is held against each other.
     *
     * @param split null for every pair
     * @param from the language of the sources, or {@code to} itself: texts are then held against themselves in other words, the file's {@code references}
     *     where it has any, else by rule
     */
    record Texts(Path file, String split, String from, String to) {
        static Texts of(PairSpec spec, Anchor anchor) {
            return new Texts(spec.file(), spec.split(), anchor == Anchor.SOURCE ? spec.from() : spec.to(), spec.to());
        }

        boolean withinOne() {
            return from.equals(to);
        }
    }

    /** The same of an encoder that is open, on pairs that were read. */
    static EncoderCard of(
            Encoder encoder,
            Path folder,
            Texts held,
            List<Example> pairs,
            CardMaker.Settings settings,
            PrintStream out) {
        EncoderCard.Subject subject = new EncoderCard.Subject(
                folder.toAbsolutePath().normalize().getFileName().toString(),
                ContentHash.ofFolder(folder),
                encoder.prefix(),
                CardMaker.pooling(encoder),
                encoder.embedder().readout().unit(),
                encoder.maxTokens());
        EncoderCard.Material material = new EncoderCard.Material(
                held.file().getFileName().toString(),
                ContentHash.ofFile(held.file()),
                held.split() == null ? "all" : held.split(),
                held.from(),
                held.to(),
                Math.min(settings.pairs(), pairs.size()),
                settings.seed());
        List<Example> drawn = Pairs.draw(pairs, pairs.size(), settings.seed());
        long begin = System.nanoTime();
        long before = encoder.embedded();
        EncoderCard card = CardMaker.card(
                encoder,
                subject,
                material,
                held.withinOne() ? inOtherWords(held, drawn) : drawn,
                settings,
                what -> out.println("measuring " + what));
        double seconds = (System.nanoTime() - begin) / 1e9;
        long texts = encoder.embedded() - before;
        out.printf(Locale.ROOT, "%d texts in %.1f s, %.0f texts/s%n", texts, seconds, texts / seconds);
        return card;
    }

    /** Targets and the same in other words: those of the file, if it has any, or by rule. */
    private static List<Example> inOtherWords(Texts held, List<Example> pairs) {
        Map<String, String> other = PairFields.otherWords(held.file(), held.to());
        if (other.isEmpty()) {
            return Rewording.within(held.to(), pairs);
        }
        return pairs.stream()
                .filter(pair -> other.containsKey(pair.id()))
                .map(pair -> new Example(pair.id(), other.get(pair.id()), pair.target(), pair.place()))
                .toList();
    }
}

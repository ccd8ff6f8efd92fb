package org.lungta.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lungta.corpus.Example;
import org.lungta.model.Embedding;
import org.lungta.model.Encoder;
import org.lungta.model.Pooling;

/** Measures an encoder on pairs. */
public final class CardMaker {
    /** Counts up when the same encoder would get another card. */
    public static final int VERSION = 3;

    private static final double FARTHEST = 0.1;
    private static final int MARGIN_NEIGHBOURS = 4;
    private static final int HUB_NEIGHBOURS = 10;

    private final Encoder encoder;
    private final Settings settings;
    private final Progress progress;
    private final List<Example> all;
    private final List<Example> drawn;
    private final List<Embedding> sources;
    private final List<Embedding> targets;
    private final Map<String, Embedding> known = new HashMap<>();

    /**
     * How much is measured.
     *
     * @param pairs for separation and retrieval
     * @param texts of each kind of corruption and of each degenerate output, at most
     */
    public record Settings(int pairs, int texts, long seed) {}

    /** Told before every piece of work. */
    @FunctionalInterface
    public interface Progress {
        void measuring(String what);
    }

    /** @param pairs in random order; of texts that stand twice on a side the first alone is used */
    private CardMaker(Encoder encoder, List<Example> pairs, Settings settings, Progress progress) {
        this.encoder = encoder;
        this.settings = settings;
        this.progress = progress;
        this.all = Distinct.bySides(pairs);
        this.drawn = all.subList(0, Math.min(settings.pairs(), all.size()));
        progress.measuring(drawn.size() + " pairs");
        this.sources = embed(drawn.stream().map(Example::source).toList());
        this.targets = embed(drawn.stream().map(Example::target).toList());
    }

    /** The card of an encoder. */
    public static EncoderCard card(
            Encoder encoder,
            EncoderCard.Subject subject,
            EncoderCard.Material material,
            List<Example> pairs,
            Settings settings,
            Progress progress) {
        return new CardMaker(encoder, pairs, settings, progress).make(subject, material);
    }

    /** How the encoder makes a text's vector, for a card's head. */
    public static String pooling(Encoder encoder) {
        return encoder.embedder().readout().pooling() instanceof Pooling.Cls ? "cls" : "mean";
    }

    /** Equal texts are computed once a card. */
    private List<Embedding> embed(List<String> texts) {
        List<String> unknown =
                texts.stream().distinct().filter(t -> !known.containsKey(t)).toList();
        List<Embedding> made = encoder.embed(unknown);
        IntStream.range(0, made.size()).forEach(i -> known.put(unknown.get(i), made.get(i)));
        return texts.stream().map(known::get).toList();
    }

    private EncoderCard make(EncoderCard.Subject subject, EncoderCard.Material material) {
        Cosines cosines = Cosines.of(sources, targets);
        Cosines margins = cosines.margins(MARGIN_NEIGHBOURS);
        Separation separation = Separation.of(cosines.paired(), cosines.mismatched());
        EncoderCard.Retrieval retrieval = new EncoderCard.Retrieval(
                cosines.size(),
                cosines.retrieved(),
                cosines.transposed().retrieved(),
                margins.retrieved(),
                margins.transposed().retrieved());
        List<EncoderCard.Side> sides = List.of(
                side(material.from(), Example::source, sources, cosines.transposed()),
                side(material.to(), Example::target, targets, cosines));
        List<EncoderCard.Minimal> minimal = new ArrayList<>();
        minimal.addAll(minimal(material.to(), Example::target, Example::source));
        if (!material.within()) {
            minimal.addAll(minimal(material.from(), Example::source, Example::target));
        }
        List<EncoderCard.Probe> probes = probes(material, cosines);
        return new EncoderCard(
                subject,
                material,
                sides.get(0),
                sides.get(1),
                separation,
                retrieval,
                minimal,
                probes,
                Moments.of(margins.paired()),
                sensitivity(material.to()),
                Optional.empty(),
                TauTable.of(cosines, targets),
                Thresholds.USUAL.judge(
                        material.within() ? sides.subList(1, 2) : sides, separation, retrieval, minimal, probes));
    }

    private Sensitivity sensitivity(String language) {
        progress.measuring("texts changed step by step");
        return Sensitivity.of(
                drawn.stream().limit(settings.texts()).map(Example::target).toList(),
                Shuffled.joint(language),
                this::embed);
    }

    private EncoderCard.Side side(
            String language, Function<Example, String> text, List<Embedding> embedded, Cosines towards) {
        List<String> texts = drawn.stream().map(text).toList();
        return new EncoderCard.Side(
                language,
                encoder.unknownRate(texts),
                encoder.cutRate(texts),
                Anisotropy.of(embedded),
                Hubness.of(towards, HUB_NEIGHBOURS));
    }

    private List<EncoderCard.Minimal> minimal(
            String language, Function<Example, String> changed, Function<Example, String> held) {
        MinimalPairs rules = MinimalPairs.of(language, all.stream().map(changed).toList(), settings.seed());
        List<EncoderCard.Minimal> found = new ArrayList<>();
        for (Kind kind : rules.kinds()) {
            if (kind == Kind.SHUFFLED) {
                continue; // one of the degenerate outputs
            }
            List<Trial> trials = all.stream()
                    .flatMap(e -> rules
                            .wrong(kind, changed.apply(e))
                            .map(wrong -> new Trial(held.apply(e), changed.apply(e), wrong))
                            .stream())
                    .limit(settings.texts())
                    .toList();
            progress.measuring("%s in %s: %d texts".formatted(kind.label(), language, trials.size()));
            if (!trials.isEmpty()) {
                Outcome outcome = outcome(trials);
                found.add(new EncoderCard.Minimal(
                        language,
                        kind,
                        trials.size(),
                        outcome.wins(),
                        Separation.of(outcome.right(), outcome.wrong()).auc(),
                        outcome.gap(),
                        outcome.nearness()));
            }
        }
        return found;
    }

    /** A text on the other side, the right text, and one in its place. */
    private record Trial(String held, String right, String other) {}

    /** Cosines of one trial. */
    private record Measured(double right, double other, double nearness) {}

    private record Outcome(List<Measured> trials) {
        List<Double> right() {
            return trials.stream().map(Measured::right).toList();
        }

        List<Double> wrong() {
            return trials.stream().map(Measured::other).toList();
        }

        double wins() {
            return mean(m -> (1 + Math.signum(m.right() - m.other())) / 2);
        }

        double gap() {
            return mean(m -> m.right() - m.other());
        }

        double nearness() {
            return mean(Measured::nearness);
        }

        double mean(Function<Measured, Double> of) {
            return trials.stream().mapToDouble(of::apply).average().orElseThrow();
        }
    }

    private Outcome outcome(List<Trial> trials) {
        List<String> texts = trials.stream()
                .flatMap(t -> List.of(t.held(), t.right(), t.other()).stream())
                .toList();
        List<Embedding> embedded = embed(texts);
        return new Outcome(IntStream.range(0, trials.size())
                .mapToObj(i -> {
                    Embedding held = embedded.get(3 * i);
                    Embedding right = embedded.get(3 * i + 1);
                    Embedding other = embedded.get(3 * i + 2);
                    return new Measured(held.cosine(right), held.cosine(other), right.cosine(other));
                })
                .toList());
    }

    private List<EncoderCard.Probe> probes(EncoderCard.Material material, Cosines cosines) {
        double farthest = Moments.quantile(cosines.paired(), FARTHEST);
        String joint = Shuffled.joint(material.to());
        String generic = drawn.get(mostGeneric()).target();
        List<EncoderCard.Probe> probes = new ArrayList<>();
        for (Degenerate kind : Degenerate.values()) {
            if (material.within() && kind == Degenerate.SOURCE_COPIED) {
                continue; // the text on the other side is no source but the same in other words
            }
            progress.measuring(kind.label());
            List<Trial> trials = drawn.stream()
                    .limit(settings.texts())
                    .flatMap(e -> trial(kind, e, generic, joint).stream())
                    .toList();
            Outcome outcome = outcome(trials);
            probes.add(new EncoderCard.Probe(
                    kind,
                    trials.size(),
                    outcome.mean(m -> m.other() >= m.right() ? 1.0 : 0.0),
                    outcome.mean(m -> m.other() >= farthest ? 1.0 : 0.0),
                    outcome.nearness()));
        }
        return probes;
    }

    /** Empty where the output would be the right text itself: one word cannot be shuffled. */
    private static Optional<Trial> trial(Degenerate kind, Example e, String generic, String joint) {
        String output = kind.output(new Degenerate.Texts(e.source(), e.target(), generic), joint);
        boolean same =
                output.equals(e.target()) || kind == Degenerate.SHUFFLED && !new Shuffled(joint).changes(e.target());
        return same ? Optional.empty() : Optional.of(new Trial(e.source(), e.target(), output));
    }

    /** The target with the greatest mean cosine to all targets. */
    private int mostGeneric() {
        Cosines among = Cosines.of(targets, targets);
        return IntStream.range(0, among.size())
                .boxed()
                .max(Comparator.comparingDouble(i -> IntStream.range(0, among.size())
                        .mapToDouble(j -> among.at(i, j))
                        .sum()))
                .orElseThrow();
    }
}

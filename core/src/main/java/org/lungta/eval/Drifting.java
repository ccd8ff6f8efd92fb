package org.lungta.eval;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.lungta.metric.Drift;
import org.lungta.model.Cuts;
import org.lungta.model.Divergence;
import org.lungta.model.Merged;
import org.lungta.model.PromptGroup;
import org.lungta.model.Sequences;

/**
 * How far a tuned model has moved from its base on texts that it was not trained on ({@link Drift}): teacher-forced, exact over the whole
 * vocabulary. The paper does not say whether its percentiles are over tokens or over texts, so both are there.
 *
 * @param tokenBudget tokens that are computed together
 */
public record Drifting(int tokenBudget) {
    /** One text: what is scored is its tails. */
    public record Probe(String id, PromptGroup text) {}

    /** The scored positions of one text. */
    public record Item(String id, List<Drift.Position> positions) {}

    /** Mean, median and 90th percentile over texts (of each text's mean) and over tokens. */
    public record Spread(Drift.Summary byText, Drift.Summary byToken) {
        private static Spread of(Drift drift, ToDoubleFunction<Drift.Position> measure) {
            return new Spread(drift.byText(measure), drift.byToken(measure));
        }
    }

    /** The change of NLL, KL(base || tuned), and the share of positions where both find the same token most likely. */
    public record Summary(int texts, int tokens, Spread nll, Spread kl, double topAgreement) {}

    private record Numbered(int number, Probe probe) {}

    /** Compares what is missing in {@code items} and sums up. */
    public Summary evaluate(Merged base, Merged tuned, List<Probe> probes, Path items, Progress progress) {
        List<Numbered> numbered = IntStream.range(0, probes.size())
                .mapToObj(i -> new Numbered(i, probes.get(i)))
                .toList();
        List<Item> made = new ItemFile<>(items, Item.class)
                .complete(batches(numbered), List::size, batch -> compare(base, tuned, batch), progress);
        Drift drift = new Drift(
                made.stream().flatMap(item -> item.positions().stream()).toList());
        return new Summary(
                made.size(),
                drift.positions().size(),
                Spread.of(drift, Drift.Position::delta),
                Spread.of(drift, Drift.Position::forward),
                drift.topAgreement());
    }

    private List<List<Numbered>> batches(List<Numbered> probes) {
        return Cuts.within(
                tokenBudget, probes, numbered -> numbered.probe().text().tokens());
    }

    private static List<Item> compare(Merged base, Merged tuned, List<Numbered> batch) {
        List<Divergence.Position> positions = Divergence.of(
                base,
                tuned,
                new Sequences(batch.stream().map(n -> n.probe().text()).toList()));
        List<Item> items = new ArrayList<>();
        int at = 0;
        for (Numbered n : batch) {
            int scored = n.probe().text().tailTokens();
            items.add(new Item(
                    n.probe().id(),
                    positions.subList(at, at + scored).stream()
                            .map(p -> position(n.number(), p))
                            .toList()));
            at += scored;
        }
        return items;
    }

    private static Drift.Position position(int text, Divergence.Position p) {
        return new Drift.Position(
                text,
                p.forward(),
                p.reverse(),
                p.js(),
                p.variation(),
                p.sameTop(),
                new Drift.Pair(p.baseNll(), p.tunedNll()),
                new Drift.Pair(p.baseEntropy(), p.tunedEntropy()));
    }
}

package org.lungta.lexicon;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lungta.text.Tokens;

/**
 * Which target id a source id stands for, from pairs of sequences: {@link Ibm1} in both directions, and of the two probabilities the
 * geometric mean,
 *
 * <pre>
 *   link(s, t) = sqrt(t(t | s) t(s | t)),      p(t | s) = link(s, t) / sum_t' link(s, t')
 * </pre>
 *
 * <p>A link must be believed from both sides: a frequent target that suits every source a little is explained by none.
 */
public final class Aligner {
    private final int[] sources;
    private final int[] targets;
    private final Ibm1 forward;
    private final Ibm1 backward;
    private final List<Iteration> iterations;

    /** The logarithm of the likelihood in both directions before an iteration. */
    public record Iteration(double forward, double backward) {}

    /** A target id, and its share of a source id's links. */
    public record Link(int target, double probability) {}

    private Aligner(List<IdPair> pairs, int count) {
        sources = known(pairs, IdPair::source);
        targets = known(pairs, IdPair::target);
        List<Line> lines = Line.canonical(pairs.stream()
                .map(pair -> new Line(Bag.of(pair.source(), sources), Bag.of(pair.target(), targets), pair.weight()))
                .toList());
        forward = new Ibm1(lines, sources.length, targets.length);
        backward = new Ibm1(lines.stream().map(Line::reversed).toList(), targets.length, sources.length);
        List<Iteration> done = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            done.add(new Iteration(forward.iterate(), backward.iterate()));
        }
        iterations = List.copyOf(done);
    }

    /** The links of the pairs; a pair with an empty side has none and is passed over. */
    public static Aligner align(List<IdPair> pairs, int iterations) {
        require(iterations >= 1, "%d iterations: at least 1 is needed", iterations);
        List<IdPair> full = pairs.stream()
                .filter(pair -> pair.source().length() > 0 && pair.target().length() > 0)
                .toList();
        require(!full.isEmpty(), "none of %d pairs has words on both sides: there is nothing to align", pairs.size());
        return new Aligner(full, iterations);
    }

    /** What happened, an iteration each. */
    public List<Iteration> iterations() {
        return iterations;
    }

    /** The targets that the source id occurs with, the most probable first; none for an id that occurs nowhere. */
    public List<Link> links(int source) {
        int s = Arrays.binarySearch(sources, source);
        if (s < 0) {
            return List.of();
        }
        Ibm1.Row row = forward.row(s);
        double[] believed = IntStream.range(0, row.targets().length)
                .mapToDouble(cell -> Math.sqrt(row.probability(cell) * backward(row.targets()[cell], s)))
                .toArray();
        double sum = 0;
        for (double link : believed) {
            sum += link;
        }
        double all = sum;
        return IntStream.range(0, believed.length)
                .filter(cell -> believed[cell] > 0)
                .mapToObj(cell -> new Link(targets[row.targets()[cell]], believed[cell] / all))
                .sorted(Comparator.comparingDouble(Link::probability).reversed().thenComparing(Link::target))
                .toList();
    }

    private double backward(int target, int source) {
        Ibm1.Row row = backward.row(target);
        return row.probability(row.cell(source));
    }

    private static int[] known(List<IdPair> pairs, Function<IdPair, Tokens> side) {
        return pairs.stream()
                .flatMapToInt(pair -> Arrays.stream(side.apply(pair).toArray()))
                .distinct()
                .sorted()
                .toArray();
    }
}

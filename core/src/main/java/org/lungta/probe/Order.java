package org.lungta.probe;

import java.util.List;
import java.util.stream.IntStream;
import org.lungta.model.Embedding;
import org.lungta.model.Encoder;
import org.lungta.random.CounterRandom;
import org.lungta.statistics.RankCorrelation;

/**
 * Whether an encoder still orders the texts of a known language as the one that it was made from: Spearman's correlation of the cosines
 * of random pairs of texts.
 */
public record Order(String language, int pairs, double spearman) {
    private static final long STREAM = CounterRandom.coordinate("order");

    /** Two texts by their places. */
    private record Two(int one, int other) {}

    /** @param count pairs of different texts, drawn with the seed */
    public static Order between(
            Encoder original, Encoder adapted, String language, List<String> pool, int count, long seed) {
        List<String> texts = pool.stream().distinct().toList();
        List<Two> pairs = texts.size() < 2
                ? List.of()
                : IntStream.range(0, count)
                        .mapToObj(i -> two(texts.size(), seed, i))
                        .toList();
        List<Embedding> before = original.embed(texts);
        List<Embedding> after = adapted.embed(texts);
        List<RankCorrelation.Pair> cosines = pairs.stream()
                .map(p -> new RankCorrelation.Pair(
                        before.get(p.one()).cosine(before.get(p.other())),
                        after.get(p.one()).cosine(after.get(p.other()))))
                .toList();
        return new Order(language, pairs.size(), RankCorrelation.of(cosines).orElse(0));
    }

    private static Two two(int texts, long seed, int i) {
        int one = (int) (CounterRandom.uniform(seed, STREAM, i, 0) * texts);
        int other = (int) (CounterRandom.uniform(seed, STREAM, i, 1) * (texts - 1));
        return new Two(one, other < one ? other : other + 1);
    }
}

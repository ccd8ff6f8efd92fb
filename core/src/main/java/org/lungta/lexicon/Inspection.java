package org.lungta.lexicon;

import static org.lungta.check.Check.require;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lungta.text.Scripts;
import org.lungta.text.Tokenizer;

/**
 * What a tokenizer makes of texts.
 *
 * @param rows the rows of the model's embedding
 * @param spareRows rows whose id has no token
 * @param texts what was looked at, without special tokens
 * @param words the units that suit the language, with what their tokens cost
 * @param special the added tokens with their ids, in the order of the ids
 */
public record Inspection(
        int rows, int tokens, int spareRows, Texts texts, WordCosts words, List<SpecialToken> special) {

    /**
     * @param unknownTokens the share of unknown tokens among the tokens
     * @param unknownCodePoints the share of code points that stand under unknown tokens
     * @param meanLength tokens a text, with the 95th percentile and the longest
     */
    public record Texts(
            int count,
            long codePoints,
            long tokens,
            double tokensPerCodePoint,
            double unknownTokens,
            double unknownCodePoints,
            double meanLength,
            int p95Length,
            int longest) {}

    /**
     * @param kind {@code syllables} or {@code words}
     * @param tokensPerWord all tokens of the texts by the number of units in them
     * @param worst the units with the most tokens a code point, of equals the most frequent first
     */
    public record WordCosts(String kind, long count, double tokensPerWord, List<WordCost> worst) {}

    /** A unit as it is written, how often it occurs, and its tokens where it stands alone. */
    public record WordCost(String word, long count, int tokens) {
        double perCodePoint() {
            return (double) tokens / word.codePointCount(0, word.length());
        }
    }

    /** An added token. */
    public record SpecialToken(String text, int id) {}

    /**
     * Looks at the texts.
     *
     * @param rows of the embedding, see {@link org.lungta.text.ModelRows}
     * @param worst how many of the worst words to list
     */
    public static Inspection of(Tokenizer tokenizer, int rows, List<String> texts, Units units, int worst) {
        require(!texts.isEmpty(), "there are no texts to look at: name a file that is not empty");
        int tokens = (int)
                IntStream.range(0, tokenizer.size()).filter(tokenizer::hasToken).count();
        int spare = (int)
                IntStream.range(0, rows).filter(id -> !tokenizer.hasToken(id)).count();
        Texts seen = texts(tokenizer, texts);
        List<SpecialToken> special = tokenizer.controlTokens().stream()
                .map(text -> new SpecialToken(text, tokenizer.id(text)))
                .sorted(Comparator.comparingInt(SpecialToken::id))
                .toList();
        return new Inspection(rows, tokens, spare, seen, words(tokenizer, texts, units, seen.tokens(), worst), special);
    }

    private static Texts texts(Tokenizer tokenizer, List<String> texts) {
        int[] lengths = texts.parallelStream()
                .mapToInt(text -> tokenizer.encode(text).length())
                .sorted()
                .toArray();
        long tokens = Arrays.stream(lengths).asLongStream().sum();
        long codePoints = texts.stream()
                .mapToLong(text -> text.codePointCount(0, text.length()))
                .sum();
        long lost =
                texts.parallelStream().mapToLong(tokenizer::unknownCodePoints).sum();
        return new Texts(
                texts.size(),
                codePoints,
                tokens,
                ratio(tokens, codePoints),
                tokenizer.unknownRate(texts),
                ratio(lost, codePoints),
                ratio(tokens, texts.size()),
                lengths[(int) Math.ceil(0.95 * lengths.length) - 1],
                lengths[lengths.length - 1]);
    }

    private static WordCosts words(Tokenizer tokenizer, List<String> texts, Units units, long tokens, int worst) {
        Map<String, Long> counts = new HashMap<>();
        texts.forEach(text -> units.cut(text).stream()
                .filter(piece ->
                        units.key(piece).isPresent() && piece.codePoints().anyMatch(Scripts::isLetter))
                .forEach(piece -> counts.merge(piece, 1L, Long::sum)));
        List<WordCost> costs = counts.entrySet().stream()
                .map(entry -> new WordCost(
                        entry.getKey(),
                        entry.getValue(),
                        tokenizer.encode(entry.getKey()).length()))
                .sorted(Comparator.comparingDouble(WordCost::perCodePoint)
                        .thenComparingLong(WordCost::count)
                        .reversed()
                        .thenComparing(WordCost::word))
                .limit(worst)
                .toList();
        long words = counts.values().stream().mapToLong(Long::longValue).sum();
        return new WordCosts(units.name(), words, ratio(tokens, words), costs);
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}

package org.lungta.probe;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lungta.metric.MixedTokens;
import org.lungta.model.Embedding;
import org.lungta.statistics.RankCorrelation;

/**
 * How cosines within a language follow what is done to a text.
 *
 * @param texts that were changed
 * @param graded Spearman's correlation, over all texts, of the share of words that is kept (3/4, 1/2, 1/4, and 0: another text) with the
 *     cosine to the whole: graded similarity where nobody has graded any
 * @param longer the mean cosine of a text with itself and one more true sentence
 * @param shorter the same with its first half
 * @param normalised the same with other code points for the same text: NFD, another blank, blanks around marks
 */
public record Sensitivity(int texts, double graded, double longer, double shorter, double normalised) {
    private static final int QUARTERS = 4;

    /** A function that embeds texts in their order. */
    @FunctionalInterface
    interface Embeds {
        List<Embedding> embed(List<String> texts);
    }

    /** @param joint what stands between the language's words */
    static Sensitivity of(List<String> pool, String joint, Embeds encoder) {
        List<String> texts = pool.stream()
                .filter(text -> MixedTokens.words(text).size() >= QUARTERS)
                .toList();
        if (texts.size() < 2) {
            return new Sensitivity(0, 0, 0, 0, 0);
        }
        List<RankCorrelation.Pair> graded = new ArrayList<>();
        List<Double> halves = List.of();
        for (int kept = 0; kept < QUARTERS; kept++) {
            int quarters = kept;
            List<Double> cosines = cosines(
                    encoder,
                    texts,
                    IntStream.range(0, texts.size())
                            .mapToObj(i -> quarters == 0
                                    ? texts.get((i + 1) % texts.size())
                                    : part(texts.get(i), quarters, joint))
                            .toList());
            cosines.forEach(c -> graded.add(new RankCorrelation.Pair((double) quarters / QUARTERS, c)));
            halves = kept == QUARTERS / 2 ? cosines : halves;
        }
        return new Sensitivity(
                texts.size(),
                RankCorrelation.of(graded).orElse(0),
                mean(cosines(encoder, texts, extended(texts, joint))),
                mean(halves),
                mean(cosines(encoder, texts, mapped(texts, Sensitivity::respelt))));
    }

    private static String part(String text, int quarters, String joint) {
        List<String> words = MixedTokens.words(text);
        return String.join(joint, words.subList(0, Math.max(1, words.size() * quarters / QUARTERS)));
    }

    private static List<String> extended(List<String> texts, String joint) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> texts.get(i) + (joint.isBlank() ? joint : "") + texts.get((i + 1) % texts.size()))
                .toList();
    }

    private static String respelt(String text) {
        String spread = text.replaceAll("(?<=[。，！？；།༎])(?=.)", " ").replaceAll("(?<=.)(?=[།༎])", " ");
        return Normalizer.normalize(spread.replace(' ', '\u00A0'), Normalizer.Form.NFD);
    }

    private static List<String> mapped(List<String> texts, UnaryOperator<String> change) {
        return texts.stream().map(change).toList();
    }

    private static List<Double> cosines(Embeds encoder, List<String> texts, List<String> others) {
        List<Embedding> whole = encoder.embed(texts);
        List<Embedding> changed = encoder.embed(others);
        return IntStream.range(0, texts.size())
                .mapToObj(i -> whole.get(i).cosine(changed.get(i)))
                .toList();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}

package org.lungta.reward;

import static org.lungta.check.Check.require;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.lungta.metric.MixedTokens;
import org.lungta.text.Language;

/**
 * How a language is spelled: a character n-gram model with the smoothing of Witten and Bell (IEEE Trans. Information Theory, 1991),
 * interpolated (Chen and Goodman, 1998). It sees the language's own syllables, characters or words ({@link MixedTokens}) with one
 * separator between them, and nothing of digits, marks and other scripts.
 *
 * <pre>
 *   p(c | h) = ( n(h c) + t(h) p(c | h') ) / ( n(h) + t(h) )        h' is h without its first character
 *   p(c)     = ( n(c) + t / V ) / ( n + t )                         t(h) different characters were seen after h; V = 1,114,112
 *   nats     = - sum log p / characters, the end included
 * </pre>
 */
public final class NgramModel {
    private static final char END = '\n';
    private static final char BETWEEN = ' ';
    private static final double UNSEEN = 1.0 / (Character.MAX_CODE_POINT + 1);

    private final Language language;
    private final int order;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Followers> followers = new HashMap<>();

    /** What was seen after a context. */
    private static final class Followers {
        private int all;
        private int different;
    }

    private NgramModel(Language language, int order) {
        this.language = language;
        this.order = order;
    }

    /** Counts the texts. */
    public static NgramModel of(Language language, int order, List<String> texts) {
        require(order > 1, "n-grams of order %d know no context: give 2 or more", order);
        NgramModel model = new NgramModel(language, order);
        texts.forEach(model::count);
        require(!model.counts.isEmpty(), "none of %d texts holds a letter of %s", texts.size(), language.code());
        return model;
    }

    /** The mean of -log p over the text's characters; empty of a text without any letter of the language. */
    public OptionalDouble nats(String text) {
        String spelled = spelled(text);
        if (spelled.isEmpty()) {
            return OptionalDouble.empty();
        }
        int[] codePoints = (spelled + END).codePoints().toArray();
        double sum = 0;
        for (int i = 0; i < codePoints.length; i++) {
            sum -= Math.log(probability(codePoints, i));
        }
        return OptionalDouble.of(sum / codePoints.length);
    }

    /** From the shortest context to the longest. */
    private double probability(int[] text, int at) {
        double p = UNSEEN;
        for (int length = 0; length < order; length++) {
            String context = context(text, at, length);
            Followers seen = followers.get(context);
            if (seen != null) {
                int together = counts.getOrDefault(context + Character.toString(text[at]), 0);
                p = (together + seen.different * p) / (seen.all + seen.different);
            }
        }
        return p;
    }

    private void count(String text) {
        String spelled = spelled(text);
        if (spelled.isEmpty()) {
            return;
        }
        int[] codePoints = (spelled + END).codePoints().toArray();
        for (int i = 0; i < codePoints.length; i++) {
            for (int length = 0; length < order; length++) {
                String context = context(codePoints, i, length);
                int times = counts.merge(context + Character.toString(codePoints[i]), 1, Integer::sum);
                Followers seen = followers.computeIfAbsent(context, c -> new Followers());
                seen.all++;
                seen.different += times == 1 ? 1 : 0;
            }
        }
    }

    /** The characters before a place; ends of lines stand before the text. */
    private static String context(int[] text, int at, int length) {
        StringBuilder context = new StringBuilder();
        for (int i = at - length; i < at; i++) {
            context.appendCodePoint(i < 0 ? END : text[i]);
        }
        return context.toString();
    }

    private String spelled(String text) {
        return MixedTokens.words(text).stream()
                .filter(word -> word.codePoints().anyMatch(language::owns))
                .collect(Collectors.joining(String.valueOf(BETWEEN)));
    }
}

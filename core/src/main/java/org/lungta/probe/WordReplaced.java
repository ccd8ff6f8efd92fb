package org.lungta.probe;

import java.lang.Character.UnicodeScript;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lungta.metric.MixedTokens;

/**
 * Puts another word of the pool in the place of a text's rarest: a character in Chinese, a syllable in Tibetan, else what stands
 * between blanks and marks. It knows nothing of the language, so it is there for any.
 */
final class WordReplaced implements Rule {
    private final Map<String, Integer> counts = new HashMap<>();
    private final List<String> words;

    /** @param pool texts whose words may take each other's places */
    WordReplaced(List<String> pool) {
        pool.forEach(text -> MixedTokens.words(text).forEach(word -> counts.merge(word, 1, Integer::sum)));
        this.words = counts.keySet().stream()
                .filter(word -> Character.isLetter(word.codePointAt(0)))
                .sorted()
                .toList();
    }

    @Override
    public Optional<String> change(String text, Draw draw) {
        List<String> own = MixedTokens.words(text);
        return own.stream()
                .filter(word -> Character.isLetter(word.codePointAt(0)))
                .min(Comparator.comparingInt((String word) -> counts.getOrDefault(word, 0))
                        .thenComparing(Comparator.naturalOrder()))
                .flatMap(rarest -> replaced(text, rarest, others(own, rarest), draw));
    }

    private List<String> others(List<String> own, String rarest) {
        UnicodeScript script = UnicodeScript.of(rarest.codePointAt(0));
        return words.stream()
                .filter(word -> UnicodeScript.of(word.codePointAt(0)) == script && !own.contains(word))
                .toList();
    }

    private static Optional<String> replaced(String text, String word, List<String> others, Draw draw) {
        String edge = UnicodeScript.of(word.codePointAt(0)) == UnicodeScript.HAN ? "" : "[\\p{L}\\p{M}\\p{N}]";
        String pattern =
                edge.isEmpty() ? Pattern.quote(word) : "(?<!" + edge + ")" + Pattern.quote(word) + "(?!" + edge + ")";
        Matcher found = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text);
        return others.isEmpty() || !found.find()
                ? Optional.empty()
                : Optional.of(text.substring(0, found.start())
                        + others.get(draw.below(others.size(), 0))
                        + text.substring(found.end()));
    }
}

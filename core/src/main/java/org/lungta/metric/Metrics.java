package org.lungta.metric;

import static org.lungta.check.Check.refuse;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The corpus metrics by name. */
public final class Metrics {
    private static final Map<String, CorpusMetric> ANY_LANGUAGE = new TreeMap<>(Map.of(
            "bleu-char", Bleu.corpus(Tokenization.CHAR),
            "chrf", Chrf.standard(),
            "chrf++", Chrf.plusPlus(),
            "rouge-l", RougeL.mixed(),
            "rouge-l-char", RougeL.codePoints(),
            "lf-bleu4", new LfBleu4()));

    private static final Map<String, Map<String, CorpusMetric>> BY_LANGUAGE = new TreeMap<>(Map.of(
            "bleu",
            new TreeMap<>(Map.of(
                    "zh", Bleu.corpus(Tokenization.ZH),
                    "en", Bleu.corpus(Tokenization.WMT_13A),
                    "bo", Bleu.corpus(Tokenization.SYLLABLE))),
            "ter",
            new TreeMap<>(Map.of(
                    "zh", Ter.characters(),
                    "en", Ter.words(),
                    "bo", Ter.syllables()))));

    private Metrics() {}

    /**
     * The metric of this name for text in this language. Only {@code bleu} and {@code ter} depend on the language: sacrebleu's tokens
     * of Chinese characters for zh, its Western ones for en, syllables for bo. All scores are 0 to 100; of TER the lower is better,
     * and it may pass 100.
     *
     * @param name bleu, bleu-char, chrf, chrf++, lf-bleu4, rouge-l, rouge-l-char or ter
     * @param language the language of the texts: bo, en or zh; any other for the metrics that do not depend on it
     */
    public static CorpusMetric named(String name, String language) {
        Map<String, CorpusMetric> byLanguage = BY_LANGUAGE.get(name);
        if (byLanguage != null) {
            return inLanguage(name, byLanguage, language);
        }
        CorpusMetric metric = ANY_LANGUAGE.get(name);
        if (metric == null) {
            throw refuse(
                    "metric \"%s\" is unknown; did you mean \"%s\"? The names are %s",
                    name, nearest(name), String.join(", ", names()));
        }
        return metric;
    }

    private static CorpusMetric inLanguage(String name, Map<String, CorpusMetric> byLanguage, String language) {
        CorpusMetric metric = byLanguage.get(language);
        if (metric == null) {
            throw refuse(
                    "%s has no tokens for the language \"%s\": give one of %s, or take bleu-char or chrf, which need none",
                    name, language, String.join(", ", byLanguage.keySet()));
        }
        return metric;
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(ANY_LANGUAGE.keySet());
        names.addAll(BY_LANGUAGE.keySet());
        return names;
    }

    private static String nearest(String name) {
        return names().stream()
                .min(Comparator.comparingInt(known -> edits(known, name.toLowerCase(Locale.ROOT))))
                .orElseThrow();
    }

    /** Levenshtein's distance. */
    private static int edits(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substituted = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substituted, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[to.length()];
    }
}

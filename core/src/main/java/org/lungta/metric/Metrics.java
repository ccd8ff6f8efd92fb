package org.lungta.metric;

import static org.lungta.check.Check.refuse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The corpus metrics by name. */
public final class Metrics {
    private static final Map<String, CorpusMetric> ANY_LANGUAGE = new TreeMap<>(Map.of(
            "bleu-char", Bleu.corpus(Tokenization.CHAR),
            "chrf", Chrf.standard(),
            "chrf++", Chrf.plusPlus(),
            "rouge-l", RougeL.mixed(),
            "rouge-l-char", RougeL.codePoints(),
            "lf-bleu4", new LfBleu4()));

    private static final Map<String, CorpusMetric> BLEU = new TreeMap<>(Map.of(
            "zh", Bleu.corpus(Tokenization.ZH),
            "en", Bleu.corpus(Tokenization.WMT_13A),
            "bo", Bleu.corpus(Tokenization.SYLLABLE)));

    private Metrics() {}

    /**
     * The metric of this name for text in this language. Only {@code bleu} depends on the language: sacrebleu's {@code zh} tokens for
     * zh, its {@code 13a} for en, syllables for bo. All scores are 0 to 100.
     *
     * @param name bleu, bleu-char, chrf, chrf++, lf-bleu4, rouge-l or rouge-l-char
     * @param language the language of the texts: bo, en or zh; any other for the metrics that do not depend on it
     */
    public static CorpusMetric named(String name, String language) {
        if (name.equals("bleu")) {
            return bleu(language);
        }
        CorpusMetric metric = ANY_LANGUAGE.get(name);
        if (metric == null) {
            throw refuse(
                    "metric \"%s\" is unknown; did you mean \"%s\"? The names are bleu, %s",
                    name, nearest(name), String.join(", ", ANY_LANGUAGE.keySet()));
        }
        return metric;
    }

    private static CorpusMetric bleu(String language) {
        CorpusMetric metric = BLEU.get(language);
        if (metric == null) {
            throw refuse(
                    "bleu has no tokens for the language \"%s\": give one of %s, or take bleu-char or chrf, which need none",
                    language, String.join(", ", BLEU.keySet()));
        }
        return metric;
    }

    private static String nearest(String name) {
        List<String> names = new ArrayList<>(ANY_LANGUAGE.keySet());
        names.add("bleu");
        return names.stream()
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

package org.lungta.lab;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.recipe.Default;

/**
 * {@code lab/<code>/language.yaml}: everything that the lab knows of a language. {@code docs/lab.md} explains it.
 *
 * @param separator what stands between words, and what {@code _} stands for
 * @param betweenSentences what stands between the sentences of a passage
 * @param ends by the name of a class, the pattern of the endings that are in it; the first that is found counts
 * @param marks by the name of a suffix and by classes, its allomorphs
 * @param words by table and by the world's name, the forms of a word
 * @param rules by name, the alternatives; {@code sentence} and {@code headline} are where reading and writing begin
 */
record LanguageFile(
        String language,
        String separator,
        String betweenSentences,
        Map<String, String> ends,
        Map<String, Map<String, List<String>>> marks,
        Map<String, Map<String, List<String>>> words,
        Optional<Compound> compound,
        Map<String, List<String>> rules) {

    /**
     * How numbers that are not listed are made.
     *
     * @param tens by the first digit, what stands before a unit
     * @param round by the first digit, the number whose last digit is 0
     * @param units units that are said otherwise behind tens
     */
    record Compound(
            Map<String, String> tens,
            Map<String, String> round,
            @Default("{}") Map<String, String> units) {}
}

package org.lungta.metric;

import static org.lungta.check.Check.require;

import java.util.List;
import org.lungta.text.Language;
import org.lungta.text.Scripts;

/**
 * In how many outputs a language is kept, line by line and word by word (after the Language Confusion Benchmark, arXiv:2406.20052;
 * here languages are told by their scripts).
 *
 * <pre>
 *   lines = share of outputs whose every line with letters is mostly in the language
 *   words = of those, the share without a word that is all in another script
 *   both  = 2 lines words / (lines + words)
 * </pre>
 *
 * An output without any letter keeps no language.
 */
public record LanguageConfusion(int outputs, int linesPass, int wordsPass) {
    public static LanguageConfusion of(List<String> outputs, Language language) {
        require(!outputs.isEmpty(), "language confusion in no outputs: give at least one");
        List<String> kept =
                outputs.stream().filter(text -> keepsLines(text, language)).toList();
        int words =
                (int) kept.stream().filter(text -> keepsWords(text, language)).count();
        return new LanguageConfusion(outputs.size(), kept.size(), words);
    }

    public double lines() {
        return (double) linesPass / outputs;
    }

    /** 0 where no output keeps its lines. */
    public double words() {
        return linesPass == 0 ? 0 : (double) wordsPass / linesPass;
    }

    public double both() {
        return linesPass == 0 || wordsPass == 0 ? 0 : 2 * lines() * words() / (lines() + words());
    }

    private static boolean keepsLines(String text, Language language) {
        List<String> lines = text.lines().filter(line -> letters(line) > 0).toList();
        return !lines.isEmpty() && lines.stream().allMatch(line -> 2 * own(line, language) > letters(line));
    }

    private static boolean keepsWords(String text, Language language) {
        return MixedTokens.words(text).stream().noneMatch(word -> letters(word) > 0 && own(word, language) == 0);
    }

    private static long letters(String text) {
        return text.codePoints().filter(Scripts::isLetter).count();
    }

    private static long own(String text, Language language) {
        return text.codePoints().filter(language::owns).count();
    }
}

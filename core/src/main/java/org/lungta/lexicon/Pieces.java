package org.lungta.lexicon;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lungta.text.Language;

/**
 * Learnt parts of words. Within a word, as {@link Words} cuts it with the space before it, the longest piece that fits is taken from
 * the left: greedy cutting needs the pieces alone, no order of merges, and serves as well (arXiv:2403.01289). What no piece fits is
 * left, character by character, to old tokens.
 */
public final class Pieces implements Units {
    private final Language language;
    private final Set<String> vocabulary;
    private final int longest;

    Pieces(Language language, Set<String> vocabulary) {
        this.language = language;
        this.vocabulary = Set.copyOf(vocabulary);
        longest = vocabulary.stream().mapToInt(String::length).max().orElse(1);
    }

    /** The pieces. */
    public Set<String> vocabulary() {
        return vocabulary;
    }

    @Override
    public String name() {
        return PIECES;
    }

    @Override
    public List<String> cut(String text) {
        List<String> pieces = new ArrayList<>();
        for (String word : Words.split(text)) {
            if (word.codePoints().anyMatch(language::owns)) {
                cutWord(word, pieces);
            } else {
                pieces.add(word);
            }
        }
        return pieces;
    }

    @Override
    public Optional<String> key(String piece) {
        return vocabulary.contains(piece) ? Optional.of(piece) : Optional.empty();
    }

    @Override
    public List<String> forms(String key) {
        return List.of(key);
    }

    private void cutWord(String word, List<String> pieces) {
        int at = 0;
        while (at < word.length()) {
            int shortest = word.offsetByCodePoints(at, 1);
            int end = Math.min(word.length(), at + longest);
            while (end > shortest && !vocabulary.contains(word.substring(at, end))) {
                end--;
            }
            pieces.add(word.substring(at, Math.max(end, shortest)));
            at = Math.max(end, shortest);
        }
    }
}

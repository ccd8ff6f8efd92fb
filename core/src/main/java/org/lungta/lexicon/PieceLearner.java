package org.lungta.lexicon;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lungta.text.Language;

/**
 * Byte-pair encoding over code points (Sennrich, Haddow and Birch, arXiv:1508.07909): from single characters on, the neighbours that
 * stand together most often in the words become one piece, until there are enough. Of equally frequent ones the first in the order of
 * their two texts is taken, so that the same words give the same pieces, in whatever order they come.
 */
final class PieceLearner {
    /** What occurs once teaches nothing. */
    private static final long FEWEST = 2;

    private static final Comparator<Pair> ORDER =
            Comparator.comparing(Pair::left).thenComparing(Pair::right);

    private record Pair(String left, String right) {}

    private static final class Word {
        private final long count;
        private List<String> symbols;

        Word(String text, long count) {
            this.count = count;
            symbols = text.codePoints().mapToObj(Character::toString).toList();
        }
    }

    private final Map<Pair, Long> counts = new HashMap<>();
    private final Map<Pair, Set<Word>> places = new HashMap<>();

    private PieceLearner(Collection<Word> words) {
        words.forEach(word -> count(word, 1));
    }

    /** At most so many pieces: first the characters, the most frequent ones, then what they join to. */
    static Pieces learn(Collection<String> texts, Language language, int size) {
        Map<String, Long> words = new TreeMap<>();
        Map<String, Long> characters = new TreeMap<>();
        for (String text : texts) {
            for (String word : Words.split(text)) {
                if (word.codePoints().anyMatch(language::owns)) {
                    words.merge(word, 1L, Long::sum);
                    word.codePoints().mapToObj(Character::toString).forEach(c -> characters.merge(c, 1L, Long::sum));
                }
            }
        }
        Set<String> pieces = new TreeSet<>();
        characters.entrySet().stream()
                .filter(entry -> entry.getValue() >= FEWEST)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(size)
                .forEach(entry -> pieces.add(entry.getKey()));
        List<Word> all = new ArrayList<>();
        words.forEach((text, count) -> all.add(new Word(text, count)));
        new PieceLearner(all).join(pieces, size);
        return new Pieces(language, pieces);
    }

    private void join(Set<String> pieces, int size) {
        while (pieces.size() < size) {
            Pair best = best();
            if (best == null) {
                return;
            }
            pieces.add(best.left() + best.right());
            for (Word word : List.copyOf(places.get(best))) {
                count(word, -1);
                word.symbols = joined(word.symbols, best);
                count(word, 1);
            }
        }
    }

    private Pair best() {
        Pair best = null;
        long most = FEWEST;
        for (Map.Entry<Pair, Long> entry : counts.entrySet()) {
            long count = entry.getValue();
            if (count > most || count == most && (best == null || ORDER.compare(entry.getKey(), best) < 0)) {
                best = entry.getKey();
                most = count;
            }
        }
        return best;
    }

    /** Adds the word's pairs to the counts, or takes them away. */
    private void count(Word word, int sign) {
        for (int i = 1; i < word.symbols.size(); i++) {
            Pair pair = new Pair(word.symbols.get(i - 1), word.symbols.get(i));
            if (counts.merge(pair, sign * word.count, Long::sum) == 0) {
                counts.remove(pair);
            }
            if (sign > 0) {
                places.computeIfAbsent(pair, p -> new HashSet<>()).add(word);
            } else {
                places.get(pair).remove(word);
            }
        }
    }

    private static List<String> joined(List<String> symbols, Pair pair) {
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < symbols.size(); i++) {
            boolean here = i + 1 < symbols.size()
                    && symbols.get(i).equals(pair.left())
                    && symbols.get(i + 1).equals(pair.right());
            joined.add(here ? pair.left() + pair.right() : symbols.get(i));
            i += here ? 1 : 0;
        }
        return joined;
    }
}

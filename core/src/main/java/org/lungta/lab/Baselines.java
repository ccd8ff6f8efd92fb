package org.lungta.lab;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers that take no learning: what a result must be above to mean anything. The fourth, copying, needs no code. */
public final class Baselines {
    private Baselines() {}

    /** What stands most often in the training, be it a sentence or an answer; of equally frequent ones the first. */
    public static String mostFrequent(List<String> training) {
        require(!training.isEmpty(), "there is no training: give at least one text");
        Map<String, Integer> counts = new HashMap<>();
        training.forEach(text -> counts.merge(text, 1, Integer::sum));
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        return training.stream()
                .filter(text -> counts.get(text) == most)
                .findFirst()
                .orElseThrow();
    }

    /** Of the candidates the one that stands last in the passage, of two in one place the longer; none where none does. */
    public static Optional<String> lastMentioned(String passage, List<String> candidates) {
        return candidates.stream()
                .filter(passage::contains)
                .max(Comparator.comparingInt((String candidate) -> passage.lastIndexOf(candidate))
                        .thenComparing(String::length));
    }

    /** What a language of the lab calls its persons, places and objects: the candidates of {@link #lastMentioned}. */
    public static List<String> entities(String language) {
        Lexicon lexicon = Tongue.of(language).lexicon();
        return Stream.of(Slot.AGENT, Slot.PLACE, Slot.OBJECT)
                .flatMap(slot -> lexicon.words(slot.table()).values().stream())
                .flatMap(List::stream)
                .map(Word::text)
                .distinct()
                .toList();
    }

    /**
     * Each word of one language of the lab by the first form of the same word in the other, in the order of the source: the longest
     * word first, and what is no word of the world is left out.
     */
    public static String wordByWord(String sentence, String from, String to) {
        Tongue source = Tongue.of(from);
        Tongue target = Tongue.of(to);
        List<String> words = new ArrayList<>();
        for (int at = 0; at < sentence.length(); ) {
            Optional<Found> found = longest(source, sentence, at);
            found.filter(word -> target.lexicon().has(word.table(), word.word().name()))
                    .ifPresent(word -> words.add(target.lexicon()
                            .forms(word.table(), word.word().name())
                            .get(0)
                            .text()));
            at += found.map(word -> word.word().text().length()).orElse(1);
        }
        return String.join(target.separator(), words);
    }

    private record Found(String table, Word word) {}

    private static Optional<Found> longest(Tongue tongue, String sentence, int at) {
        List<Found> found = new ArrayList<>();
        List<String> tables = Arrays.stream(Slot.values())
                .filter(Slot::hasWords)
                .map(Slot::table)
                .distinct()
                .toList();
        for (String table : tables) {
            tongue.candidates(table, sentence.codePointAt(at)).stream()
                    .filter(word -> sentence.startsWith(word.text(), at))
                    .forEachOrdered(word -> found.add(new Found(table, word)));
        }
        return found.stream()
                .max(Comparator.comparingInt(word -> word.word().text().length()));
    }
}

package org.lungta.lexicon;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.lungta.text.Tokens;

/** Numbers for words: their places in alphabetical order, whatever order they came in. */
record Naming(List<String> words) {
    static Naming of(Collection<List<String>> texts) {
        TreeSet<String> all = new TreeSet<>();
        texts.forEach(all::addAll);
        return new Naming(List.copyOf(all));
    }

    Tokens ids(List<String> text) {
        return Tokens.of(text.stream().mapToInt(this::id).toArray());
    }

    int id(String word) {
        return Collections.binarySearch(words, word);
    }
}

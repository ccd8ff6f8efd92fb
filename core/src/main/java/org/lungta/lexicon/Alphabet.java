package org.lungta.lexicon;

import static org.lungta.check.Check.require;

import java.lang.Character.UnicodeScript;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lungta.text.Language;
import org.lungta.text.Scripts;

/** The scripts of a language that nobody has listed, from its texts. */
public final class Alphabet {
    /** Less than that among the letters is borrowed. */
    private static final double SHARE = 0.2;

    private Alphabet() {}

    /** The known language with this code, or one with the scripts that have a fifth or more of the texts' letters. */
    public static Language of(String code, Collection<String> texts) {
        return Language.find(code).orElseGet(() -> new Language(code, scripts(code, texts)));
    }

    private static Set<UnicodeScript> scripts(String code, Collection<String> texts) {
        Map<UnicodeScript, Long> letters = new EnumMap<>(UnicodeScript.class);
        texts.forEach(text -> text.codePoints()
                .filter(Scripts::isLetter)
                .forEach(letter -> letters.merge(UnicodeScript.of(letter), 1L, Long::sum)));
        long all = letters.values().stream().mapToLong(Long::longValue).sum();
        require(all > 0, "the texts in \"%s\" hold no letters: name a file of running text", code);
        return letters.entrySet().stream()
                .filter(entry -> entry.getValue() >= SHARE * all)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}

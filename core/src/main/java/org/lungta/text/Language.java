package org.lungta.text;

import static org.lungta.check.Check.refuse;

import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A language and the scripts that its letters may be of. Script tells Tibetan from Chinese but not Tibetan from Dzongkha.
 *
 * <p>Mongolian ({@code mn}) is written in Cyrillic or in Mongolian letters; {@code script:MONGOLIAN} allows one of them alone.
 *
 * @param code such as {@code bo}, or {@code script:} and the name of a {@link UnicodeScript}
 * @param scripts at least one
 */
public record Language(String code, Set<UnicodeScript> scripts) {
    private static final String SCRIPT = "script:";
    private static final Map<String, Set<UnicodeScript>> KNOWN = new TreeMap<>(Map.of(
            "bo", Set.of(UnicodeScript.TIBETAN),
            "dz", Set.of(UnicodeScript.TIBETAN),
            "zh", Set.of(UnicodeScript.HAN),
            "en", Set.of(UnicodeScript.LATIN),
            "ug", Set.of(UnicodeScript.ARABIC),
            "mn", Set.of(UnicodeScript.CYRILLIC, UnicodeScript.MONGOLIAN),
            "ja", Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            "ko", Set.of(UnicodeScript.HANGUL),
            "ar", Set.of(UnicodeScript.ARABIC),
            "ru", Set.of(UnicodeScript.CYRILLIC)));

    public Language {
        scripts = Set.copyOf(scripts);
    }

    /** The language with this code; an unknown one is refused. */
    public static Language of(String code) {
        return find(code)
                .orElseThrow(() -> refuse(
                        "language \"%s\" is not known: use one of %s, or name the script of its letters,"
                                + " as in script:TIBETAN (the names are those of java.lang.Character.UnicodeScript)",
                        code, KNOWN.keySet()));
    }

    /** The language with this code, where it is known. */
    public static Optional<Language> find(String code) {
        if (code.startsWith(SCRIPT)) {
            return script(code.substring(SCRIPT.length())).map(script -> new Language(code, Set.of(script)));
        }
        return Optional.ofNullable(KNOWN.get(code)).map(scripts -> new Language(code, scripts));
    }

    /** Whether the code point is a letter, or a mark on one, of this language's scripts. */
    public boolean owns(int codePoint) {
        return Scripts.isLetter(codePoint) && scripts.contains(UnicodeScript.of(codePoint));
    }

    private static Optional<UnicodeScript> script(String name) {
        try {
            UnicodeScript script = UnicodeScript.forName(name.toUpperCase(Locale.ROOT));
            return Scripts.isReal(script) ? Optional.of(script) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

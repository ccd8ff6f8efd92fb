package org.lungta.lexicon;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.lang.Character.UnicodeScript;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lungta.text.Language;

/**
 * How a language's text is cut into what may become tokens of a model.
 *
 * <p>A unit has a key, which is what a lexicon lists, and forms, which are how it is spelled in running text: a Tibetan syllable is
 * one key, and with its tsheg and without it two forms. What is no unit (other scripts, digits, blanks) is left to old tokens.
 */
public sealed interface Units permits Syllables, Words, Pieces {
    String SYLLABLES = "syllables";
    String WORDS = "words";
    String PIECES = "pieces";

    /** Scripts that put no space between words. */
    Set<UnicodeScript> UNSPACED =
            Set.of(UnicodeScript.THAI, UnicodeScript.LAO, UnicodeScript.KHMER, UnicodeScript.MYANMAR);

    /** {@value #SYLLABLES}, {@value #WORDS} or {@value #PIECES}. */
    String name();

    /** The pieces of the text, none of them empty: joined they are the text, whatever it is. */
    List<String> cut(String text);

    /** The key of a piece that {@link #cut} made, if it is a unit. */
    Optional<String> key(String piece);

    /** The spellings of a key, each of which {@link #cut} may make. */
    List<String> forms(String key);

    /** The name of the units that suit a language: syllables for Tibetan script, pieces for scripts without spaces, or words. */
    static String suiting(Language language) {
        if (language.scripts().contains(UnicodeScript.TIBETAN)) {
            return SYLLABLES;
        }
        return language.scripts().stream().anyMatch(UNSPACED::contains) ? PIECES + ":2000" : WORDS;
    }

    /**
     * The units with this name; pieces are learnt from the texts.
     *
     * @param name {@value #SYLLABLES}, {@value #WORDS}, or {@value #PIECES} with the number of them, as in {@code pieces:2000}
     */
    static Units named(String name, Language language, Collection<String> texts) {
        if (name.startsWith(PIECES + ":")) {
            String size = name.substring(PIECES.length() + 1);
            require(
                    size.matches("[1-9][0-9]{0,6}"),
                    "units \"%s\": \"%s\" is no number of pieces: write a whole number, as in pieces:2000",
                    name,
                    size);
            return PieceLearner.learn(texts, language, Integer.parseInt(size));
        }
        return of(name, language, Set.of())
                .filter(units -> !(units instanceof Pieces))
                .orElseThrow(() -> refuse("units \"%s\" are not known: use syllables, words, or pieces:2000", name));
    }

    /** The units of a lexicon that was made before: pieces are its keys. */
    static Optional<Units> of(String name, Language language, Set<String> keys) {
        return switch (name) {
            case SYLLABLES -> Optional.of(new Syllables());
            case WORDS -> Optional.of(new Words(language));
            case PIECES -> Optional.of(new Pieces(language, keys));
            default -> Optional.empty();
        };
    }
}

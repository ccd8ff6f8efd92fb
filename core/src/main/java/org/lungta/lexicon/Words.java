package org.lungta.lexicon;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lungta.text.Language;

/**
 * Words: a run of letters and marks, with the one space before it if there is one. A Han character, which no space sets apart, is a
 * word by itself. A word is a unit if one of its letters is of the language's scripts; digits, punctuation and other blanks are not.
 */
public record Words(Language language) implements Units {
    /** Joiners and the Mongolian vowel separator stand inside words. */
    private static final Pattern PIECE = Pattern.compile(
            "[\\p{IsHan}&&\\p{L}]\\p{M}*"
                    + "| ?[\\p{L}\\p{M}&&[^\\p{IsHan}]][\\p{L}\\p{M}\\u180E\\u200C\\u200D&&[^\\p{IsHan}]]*"
                    + "|\\p{Nd}+"
                    + "|.",
            Pattern.DOTALL);

    @Override
    public String name() {
        return WORDS;
    }

    @Override
    public List<String> cut(String text) {
        return split(text);
    }

    @Override
    public Optional<String> key(String piece) {
        return piece.codePoints().anyMatch(language::owns)
                ? Optional.of(piece.startsWith(" ") ? piece.substring(1) : piece)
                : Optional.empty();
    }

    @Override
    public List<String> forms(String key) {
        return UnicodeScript.of(key.codePointAt(0)) == UnicodeScript.HAN ? List.of(key) : List.of(" " + key, key);
    }

    static List<String> split(String text) {
        List<String> pieces = new ArrayList<>();
        Matcher matcher = PIECE.matcher(text);
        while (matcher.find()) {
            pieces.add(matcher.group());
        }
        return pieces;
    }
}

package org.lungta.reward;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lungta.text.Language;
import org.lungta.text.Scripts;

/**
 * Whether an output is in one language, told by the scripts of its letters.
 *
 * <p>Output and source are brought into NFC first, so that equivalent spellings get equal verdicts. Only letters and marks of one
 * script count ({@link Scripts#isLetter}): digits of any kind, punctuation, symbols, emoji and blanks say nothing about a
 * language. Of the letters, those of the language's scripts are its own, Latin and Greek ones are guests (names, units,
 * formulas), and those of all other scripts are foreign. The output is consistent if
 *
 * <pre>
 *   own &gt; 0   and   foreign = 0   and   guests / (own + guests) &lt;= limit
 * </pre>
 *
 * where guests in words that stand in the source too, whatever their case and width, are not counted. Foreign letters have no
 * such licence: copying Chinese into Tibetan is what the rule is there to find.
 *
 * <p>The limit is .20, and .30 for Chinese: of human Tibetan the 95th percentile of that share is .00 to .19, of human Chinese
 * .30, before anything is licensed by the source (NTREX and FLORES). In other languages it was not measured. Of human
 * translations the rule accepts 99.2 % (LibreOffice), 100 % (MITRA) and 99.9 % (FLORES) in Tibetan, and 99.4 %, 100.0 % and
 * 95.4 % in Chinese. Private and unassigned code points and U+FFFD are foreign: they are no text.
 *
 * <p>An output that is empty, or holds no letters at all, is not consistent, even when its source holds none. The rule cannot tell
 * languages of one script apart, such as Tibetan and Dzongkha, and one own letter is enough when all else is licensed.
 */
public final class LanguageRule {
    private static final double GUEST_LIMIT = 0.20;
    private static final Map<String, Double> MEASURED_LIMITS = Map.of("zh", 0.30);
    private static final Set<UnicodeScript> GUEST_SCRIPTS = EnumSet.of(UnicodeScript.LATIN, UnicodeScript.GREEK);
    private static final Pattern GUEST_WORD =
            Pattern.compile("[\\p{IsLatin}\\p{IsGreek}][\\p{IsLatin}\\p{IsGreek}\\p{IsInherited}]*");

    private final Language language;
    private final double limit;

    private LanguageRule(Language language, double limit) {
        this.language = language;
        this.limit = limit;
    }

    /** The rule for this language; see {@link Language} for the codes. */
    public static LanguageRule of(String language) {
        return new LanguageRule(Language.of(language), MEASURED_LIMITS.getOrDefault(language, GUEST_LIMIT));
    }

    /** Judges the output, given the source that it answers. */
    public Verdict judge(String output, String source) {
        String text = Normalizer.normalize(output, Normalizer.Form.NFC);
        if (text.codePoints().allMatch(LanguageRule::isBlank)) {
            return no("empty");
        }
        int foreign = text.codePoints().filter(this::isForeign).findFirst().orElse(-1);
        if (foreign >= 0) {
            return no("holds %s", named(foreign));
        }
        if (text.codePoints().noneMatch(Scripts::isLetter)) {
            return no("no letters");
        }
        long own = text.codePoints().filter(language::owns).count();
        return own == 0 ? no("no letter of %s", language.scripts()) : judgeGuests(own, guests(text, words(source)));
    }

    private Verdict judgeGuests(long own, long guests) {
        double share = (double) guests / (own + guests);
        return share > limit
                ? no("%.2f of the letters are Latin or Greek and not in the source, more than %.2f", share, limit)
                : new Verdict(true, "consistent");
    }

    /** Guest letters in words that the source does not hold. */
    private long guests(String text, Set<String> licensed) {
        return GUEST_WORD
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(word -> !licensed.contains(folded(word)))
                .flatMapToInt(String::codePoints)
                .filter(this::isGuest)
                .count();
    }

    private static Set<String> words(String source) {
        Set<String> words = new HashSet<>();
        Matcher matcher = GUEST_WORD.matcher(Normalizer.normalize(source, Normalizer.Form.NFC));
        while (matcher.find()) {
            words.add(folded(matcher.group()));
        }
        return words;
    }

    /** Full-width and half-width, upper and lower case are one. */
    private static String folded(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    private boolean isGuest(int codePoint) {
        return Scripts.isLetter(codePoint)
                && GUEST_SCRIPTS.contains(UnicodeScript.of(codePoint))
                && !language.owns(codePoint);
    }

    private boolean isForeign(int codePoint) {
        return isNoText(codePoint) || Scripts.isLetter(codePoint) && !language.owns(codePoint) && !isGuest(codePoint);
    }

    /** Newer emoji are unassigned to Java 17, and harmless. */
    private static boolean isNoText(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UNASSIGNED -> codePoint < 0x1F000 || codePoint > 0x1FBFF;
            case Character.PRIVATE_USE, Character.SURROGATE -> true;
            default -> codePoint == 0xFFFD;
        };
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.getType(codePoint) == Character.FORMAT
                || Character.getType(codePoint) == Character.CONTROL;
    }

    private static String named(int codePoint) {
        return String.format(Locale.ROOT, "U+%04X (%s)", codePoint, UnicodeScript.of(codePoint));
    }

    private static Verdict no(String reason, Object... values) {
        return new Verdict(false, String.format(Locale.ROOT, reason, values));
    }
}

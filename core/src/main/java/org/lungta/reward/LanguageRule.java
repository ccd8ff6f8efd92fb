package org.lungta.reward;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.lungta.text.Language;
import org.lungta.text.Scripts;

/** Whether an output is written in one language, told by the scripts of its letters. */
public final class LanguageRule {
    private static final double GUEST_SHARE = 0.20;
    private static final Map<String, Double> MEASURED_GUEST_SHARES = Map.of("bo", 0.20, "zh", 0.30);
    private static final Set<UnicodeScript> GUESTS = EnumSet.of(UnicodeScript.LATIN, UnicodeScript.GREEK);
    private static final Pattern GUEST_WORD = Pattern.compile("[\\p{IsLatin}\\p{IsGreek}\\p{M}&&[^\\p{N}]]+");

    private final Language language;
    private final double guestShare;

    private LanguageRule(Language language, double guestShare) {
        this.language = language;
        this.guestShare = guestShare;
    }

    /** The rule for this language; see {@link Language} for the codes. */
    public static LanguageRule of(String language) {
        return new LanguageRule(Language.of(language), MEASURED_GUEST_SHARES.getOrDefault(language, GUEST_SHARE));
    }

    /** Judges the output, given the source that it answers. */
    public Verdict judge(String output, String source) {
        return new Verdict(output.codePoints().anyMatch(language::owns), "");
    }
}

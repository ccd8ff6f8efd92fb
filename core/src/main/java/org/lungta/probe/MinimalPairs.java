package org.lungta.probe;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lungta.text.Language;

/**
 * Wrong texts beside right ones, made by rule out of real text of one language: a number changed, a negation put in or taken out, a
 * name swapped, a clause left out, a word replaced, all words shuffled, another text of the same length. The same seed and pool give the same texts. Negation needs
 * to know the language and is there for Chinese and Tibetan; the others work on any.
 */
public final class MinimalPairs {
    private final Map<Kind, Rule> rules = new EnumMap<>(Kind.class);
    private final long seed;

    private MinimalPairs(long seed) {
        this.seed = seed;
    }

    /** @param pool texts of the language, for names and for texts of the same length */
    public static MinimalPairs of(String language, List<String> pool, long seed) {
        MinimalPairs made = new MinimalPairs(seed);
        if (Language.find(language)
                .filter(known -> known.owns('a'))
                .isEmpty()) { // in Latin script any word would be a name
            made.rules.put(Kind.NAME, new NameSwapped(pool));
        }
        made.rules.put(Kind.CLAUSE, new ClauseDropped());
        made.rules.put(Kind.SAME_LENGTH, new SameLength(pool));
        made.rules.put(Kind.WORD, new WordReplaced(pool));
        made.rules.put(Kind.SHUFFLED, Shuffled.in(language));
        switch (language) {
            case "zh" -> {
                made.rules.put(Kind.NUMBER, new NumberChanged(Optional.of(NumberChanged.CHINESE)));
                made.rules.put(Kind.NEGATION, NegationFlipped.CHINESE);
            }
            case "bo" -> {
                made.rules.put(Kind.NUMBER, new NumberChanged(Optional.of(NumberChanged.TIBETAN)));
                made.rules.put(Kind.NEGATION, NegationFlipped.TIBETAN);
            }
            default -> made.rules.put(Kind.NUMBER, new NumberChanged(Optional.empty()));
        }
        return made;
    }

    /** What can be made wrong in this language. */
    public Set<Kind> kinds() {
        return rules.keySet();
    }

    /** A wrong text of this kind; empty where the rule finds nothing to change. Never the text itself. */
    public Optional<String> wrong(Kind kind, String text) {
        return wrong(kind, text, Draw.of(seed, kind, text));
    }

    /** The same, drawn anew for every {@code time}: a lesson that is repeated should not repeat its mistake. */
    public Optional<String> wrong(Kind kind, String text, int time) {
        return wrong(kind, text, Draw.of(seed, kind, text).again(time));
    }

    private Optional<String> wrong(Kind kind, String text, Draw draw) {
        return Optional.ofNullable(rules.get(kind))
                .flatMap(rule -> rule.change(text, draw))
                .filter(changed -> !changed.isBlank() && !changed.strip().equals(text.strip()));
    }
}

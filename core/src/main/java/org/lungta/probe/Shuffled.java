package org.lungta.probe;

import java.util.List;
import java.util.Optional;
import org.lungta.metric.MixedTokens;
import org.lungta.random.CounterRandom;

/** Puts the words of a text, its marks too, into another order. The order is a function of the text alone. */
record Shuffled(String joint) implements Rule {

    /** For a language: what stands between its words is what they are joined by. */
    static Shuffled in(String language) {
        return new Shuffled(joint(language));
    }

    /** What stands between the words of a language. */
    static String joint(String language) {
        return language.equals("bo") ? "\u0F0B" : language.equals("zh") ? "" : " ";
    }

    /** Empty where it changes nothing. */
    @Override
    public Optional<String> change(String text, Draw draw) {
        return changes(text) ? Optional.of(of(text)) : Optional.empty();
    }

    /** Whether the order that is drawn is another than the text's own: one word cannot be shuffled. */
    boolean changes(String text) {
        String shuffled = of(text);
        return !shuffled.equals(text) && !shuffled.equals(String.join(joint, MixedTokens.wordsAndMarks(text)));
    }

    /** The words of a text in the order that is drawn for it. */
    String of(String text) {
        List<String> words = MixedTokens.wordsAndMarks(text);
        StringBuilder shuffled = new StringBuilder();
        for (int i : CounterRandom.permutation(words.size(), CounterRandom.coordinate(text))) {
            shuffled.append(shuffled.isEmpty() ? "" : joint).append(words.get(i));
        }
        return shuffled.toString();
    }
}

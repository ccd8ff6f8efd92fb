package org.lungta.probe;

import java.util.List;
import java.util.Optional;
import org.lungta.metric.MixedTokens;
import org.lungta.random.CounterRandom;

/** Puts the words of a text, its marks too, into another order. */
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
        return Optional.of(ordered(text, draw.key())).filter(shuffled -> isOther(shuffled, text));
    }

    /** Whether the order that is drawn is another than the text's own: one word cannot be shuffled. */
    boolean changes(String text) {
        return isOther(of(text), text);
    }

    private boolean isOther(String shuffled, String text) {
        return !shuffled.equals(text) && !shuffled.equals(String.join(joint, MixedTokens.wordsAndMarks(text)));
    }

    /** The words of a text in an order that is a function of the text alone. */
    String of(String text) {
        return ordered(text, CounterRandom.coordinate(text));
    }

    private String ordered(String text, long key) {
        List<String> words = MixedTokens.wordsAndMarks(text);
        StringBuilder shuffled = new StringBuilder();
        for (int i : CounterRandom.permutation(words.size(), key)) {
            shuffled.append(shuffled.isEmpty() ? "" : joint).append(words.get(i));
        }
        return shuffled.toString();
    }
}

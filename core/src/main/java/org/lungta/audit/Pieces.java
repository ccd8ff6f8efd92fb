package org.lungta.audit;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import org.lungta.metric.MixedTokens;
import org.lungta.random.CounterRandom;

/** Words with what stands between words in their script, so that joined they are text again. */
final class Pieces {
    private Pieces() {}

    static List<String> words(String text) {
        return MixedTokens.words(text).stream()
                .map(word -> word + between(word.codePointAt(0)))
                .toList();
    }

    static List<String> letters(String text) {
        return text.codePoints().mapToObj(Character::toString).toList();
    }

    /** In another order, the same each time for the same key; of two different pieces or more never the order given. */
    static String shuffled(List<String> pieces, String key) {
        String given = String.join("", pieces);
        for (int attempt = 0; attempt < 20; attempt++) {
            List<String> order = new ArrayList<>();
            for (int i : CounterRandom.permutation(pieces.size(), CounterRandom.coordinate(key), attempt)) {
                order.add(pieces.get(i));
            }
            if (!String.join("", order).equals(given)) {
                return String.join("", order);
            }
        }
        return given;
    }

    private static String between(int codePoint) {
        return switch (UnicodeScript.of(codePoint)) {
            case TIBETAN -> "\u0F0B";
            case HAN -> "";
            default -> " ";
        };
    }
}

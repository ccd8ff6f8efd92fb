package org.lungta.probe;

import java.util.List;
import java.util.Locale;
import org.lungta.metric.MixedTokens;

/** Outputs that say nothing or too much, and that a reward must not pay. */
public enum Degenerate {
    /** The source, untranslated; the reward's language rule sees it. */
    SOURCE_COPIED(false),
    /** The right text twice; mean pooling hardly sees it, a rule on repetition does. */
    REPEATED(false),
    /** The right text's words in another order. */
    SHUFFLED(true),
    /** The first half of the right text's words. */
    TRUNCATED(true),
    /** Nothing; the reward pays nothing for it by definition. */
    EMPTY(true),
    /** The one text that is nearest to all others. */
    GENERIC(true);

    private final boolean judged;

    Degenerate(boolean judged) {
        this.judged = judged;
    }

    /** As people read it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether the encoder itself must see it; the others are for rules beside it. */
    public boolean isJudged() {
        return judged;
    }

    /** The output in place of a right one, in a language whose words are joined by this. */
    String output(Texts texts, String joint) {
        List<String> words = MixedTokens.words(texts.right());
        return switch (this) {
            case SOURCE_COPIED -> texts.source();
            case REPEATED -> texts.right() + texts.right();
            case SHUFFLED -> new Shuffled(joint).of(texts.right());
            case TRUNCATED -> String.join(joint, words.subList(0, (words.size() + 1) / 2));
            case EMPTY -> "";
            case GENERIC -> texts.generic();
        };
    }

    /** A pair, and the text that is said whatever the question. */
    record Texts(String source, String right, String generic) {}
}

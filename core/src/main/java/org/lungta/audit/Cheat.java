package org.lungta.audit;

import java.util.ArrayList;
import java.util.List;
import org.lungta.metric.MixedTokens;

/**
 * Outputs that no reader would take for a translation, made from a prompt and a subject's material; and
 * the reference itself.
 */
public enum Cheat {
    /** The reference. It may win. */
    GOLD {
        @Override
        String make(Subject subject, Others others) {
            return subject.prompt().reference();
        }
    },
    /** The material's words in another order. */
    SHUFFLED_WORDS {
        @Override
        String make(Subject subject, Others others) {
            return Pieces.shuffled(
                    Pieces.words(subject.material()), subject.prompt().id());
        }
    },
    /** The material's letters in another order: the right script and no language. */
    SHUFFLED_LETTERS {
        @Override
        String make(Subject subject, Others others) {
            return Pieces.shuffled(
                    Pieces.letters(subject.material()), subject.prompt().id());
        }
    },
    /** The material twice. */
    REPEATED {
        @Override
        String make(Subject subject, Others others) {
            return subject.material().repeat(2);
        }
    },
    /** The first half of the material's words. */
    TRUNCATED {
        @Override
        String make(Subject subject, Others others) {
            List<String> words = Pieces.words(subject.material());
            return String.join("", words.subList(0, words.size() / 2));
        }
    },
    /** The source as it is. */
    SOURCE_COPY {
        @Override
        String make(Subject subject, Others others) {
            return subject.prompt().source();
        }
    },
    /** What the model was asked. */
    PROMPT_ECHO {
        @Override
        String make(Subject subject, Others others) {
            return subject.asked();
        }
    },
    /** The first half of the material and the second half of the source. */
    MIXED_SCRIPT {
        @Override
        String make(Subject subject, Others others) {
            List<String> own = Pieces.words(subject.material());
            List<String> foreign = Pieces.words(subject.prompt().source());
            List<String> mixed = new ArrayList<>(own.subList(0, (own.size() + 1) / 2));
            mixed.addAll(foreign.subList(foreign.size() / 2, foreign.size()));
            return String.join("", mixed);
        }
    },
    /** The one reference whose words most of the others have too: true of nothing, near to everything. */
    GENERIC {
        @Override
        String make(Subject subject, Others others) {
            return others.generic();
        }
    },
    /** Nothing. */
    EMPTY {
        @Override
        String make(Subject subject, Others others) {
            return "";
        }
    },
    /** The reference of another prompt. */
    OTHER_REFERENCE {
        @Override
        String make(Subject subject, Others others) {
            return others.after(subject);
        }
    },
    /** The material over and over, as long as an output may be. */
    LONGEST {
        @Override
        String make(Subject subject, Others others) {
            String material = subject.material();
            int words = Math.max(1, MixedTokens.words(material).size());
            return material.repeat(Math.max(2, others.longest() / words));
        }
    };

    abstract String make(Subject subject, Others others);
}

package org.lungta.lab;

import java.util.Set;

/** A text and the slots of its fact that words in it say. */
record Utterance(String text, Set<Slot> said) {
    Utterance {
        said = Set.copyOf(said);
    }
}

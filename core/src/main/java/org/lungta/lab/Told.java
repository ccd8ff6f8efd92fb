package org.lungta.lab;

import java.util.ArrayList;
import java.util.List;

/** A passage in a language. */
record Told(Passage passage, List<String> sentences, String between) {
    Told {
        sentences = List.copyOf(sentences);
    }

    static Told tell(Realiser realiser, Passage passage, Choice choice) {
        List<String> sentences = new ArrayList<>();
        passage.facts().forEach(fact -> sentences.add(realiser.sentence(fact, choice)));
        return new Told(passage, sentences, realiser.tongue().betweenSentences());
    }

    String text() {
        return String.join(between, sentences);
    }

    /** Where a piece of the sentence of one fact stands in the text; negative if it does not. */
    int find(int fact, String piece) {
        int start = 0;
        for (String sentence : sentences.subList(0, fact)) {
            start += sentence.length() + between.length();
        }
        int inside = sentences.get(fact).indexOf(piece);
        return inside < 0 ? -1 : start + inside;
    }
}

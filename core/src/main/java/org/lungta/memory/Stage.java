package org.lungta.memory;

import java.util.ArrayList;
import java.util.List;

/** What is held at once at the fullest moment of a stage. */
public record Stage(String name, List<Term> terms) {
    public Stage {
        terms = List.copyOf(terms);
    }

    /** A stage that holds what all hold, and its own. */
    public static Stage of(String name, List<Term> common, Term... own) {
        List<Term> terms = new ArrayList<>(common);
        terms.addAll(List.of(own));
        return new Stage(name, terms);
    }

    /** Bytes of all terms. */
    public long bytes() {
        return terms.stream().mapToLong(Term::bytes).sum();
    }

    /** Bytes of the terms of this name. */
    public long bytes(String term) {
        return terms.stream()
                .filter(t -> t.name().equals(term))
                .mapToLong(Term::bytes)
                .sum();
    }
}

package org.lungta.corpus;

import java.util.List;

/** The examples of one file, in its order, and what was left out. */
public record PairSet(List<Example> examples, PairReport report) {
    public PairSet {
        examples = List.copyOf(examples);
    }
}

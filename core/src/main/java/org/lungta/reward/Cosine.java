package org.lungta.reward;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Meaning by a frozen encoder f: cos(f(y), f(anchor)) of output y and its reference or its source.
 *
 * @param cosines the encoder
 */
public record Cosine(Cosines cosines, Anchor anchor) implements Part {
    @Override
    public String name() {
        return "cosine";
    }

    @Override
    public List<List<OptionalDouble>> values(List<Answers> groups) {
        List<Similarity.Pair> pairs = groups.stream()
                .flatMap(g -> g.completions().stream().map(c -> new Similarity.Pair(c.text(), anchor.of(g.prompt()))))
                .toList();
        Iterator<Double> found = cosines.cosines(pairs).iterator();
        List<List<OptionalDouble>> values = new ArrayList<>();
        for (Answers group : groups) {
            values.add(group.completions().stream()
                    .map(c -> Part.finite(found.next()))
                    .toList());
        }
        return values;
    }
}

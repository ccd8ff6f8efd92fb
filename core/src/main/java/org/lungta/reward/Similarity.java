package org.lungta.reward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lungta.model.Embedding;
import org.lungta.model.Encoder;

/** s = cos(f(y), f(y*)) with a frozen encoder f. References are embedded once a run, equal completions once a call. */
public final class Similarity implements Cosines {
    private final Encoder encoder;
    private final Map<String, Embedding> references = new HashMap<>();

    public Similarity(Encoder encoder) {
        this.encoder = encoder;
    }

    /** An output and the reference it is held against. */
    public record Pair(String output, String reference) {}

    /** Cosines in the order of the pairs; an output without any text has cosine 0 by definition. */
    @Override
    public List<Double> cosines(List<Pair> pairs) {
        for (Pair pair :
                pairs) { // each alone: its numbers must not depend on the others that a resumed run meets with it
            references.computeIfAbsent(
                    pair.reference(), text -> encoder.embed(List.of(text)).get(0));
        }
        List<Embedding> outputs = encoder.embed(pairs.stream().map(Pair::output).toList());
        List<Double> cosines = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            cosines.add(pair.output().isBlank() ? 0 : outputs.get(i).cosine(references.get(pair.reference())));
        }
        return cosines;
    }
}

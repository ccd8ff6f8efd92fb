package org.lungta.probe;

import java.util.List;
import org.lungta.corpus.Example;
import org.lungta.model.Encoder;

/** Retrieval@1 among pairs whose texts all differ, from source to target and back. */
public record Found(int among, double forward, double backward) {
    public static Found among(Encoder encoder, List<Example> pairs) {
        List<Example> distinct = Distinct.bySides(pairs);
        Cosines cosines = Cosines.of(
                encoder.embed(distinct.stream().map(Example::source).toList()),
                encoder.embed(distinct.stream().map(Example::target).toList()));
        return new Found(
                distinct.size(), cosines.retrieved(), cosines.transposed().retrieved());
    }
}

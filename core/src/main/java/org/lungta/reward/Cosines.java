package org.lungta.reward;

import java.util.List;

/** Cosines of outputs and what they are held against, in the order of the pairs; NaN where there is none. */
@FunctionalInterface
public interface Cosines {
    List<Double> cosines(List<Similarity.Pair> pairs);
}

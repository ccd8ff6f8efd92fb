package org.lungta.reward;

import java.util.Map;
import java.util.TreeMap;

/** What a reward says of a completion. Unscorable is not zero: the group's baseline is taken over the values. */
public sealed interface Score {
    /** A reward and the parts it is made of, by name. */
    record Value(double total, Map<String, Double> parts) implements Score {
        public Value {
            parts = java.util.Collections.unmodifiableMap(new TreeMap<>(parts));
        }
    }

    /** No verdict, and why. */
    record Unscorable(String reason) implements Score {}
}

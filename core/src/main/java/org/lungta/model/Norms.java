package org.lungta.model;

import java.util.Map;

/**
 * Where a family's layers normalise, and how.
 *
 * @param names the checkpoint's module names within a layer; a place without a name is left as it is
 */
public record Norms(Norm.Kind kind, double epsilon, Map<Place, String> names) {
    /** The places where some family normalises. */
    public enum Place {
        /** What attention reads. */
        INPUT,
        /** Each query head. */
        QUERY,
        /** Each key head. */
        KEY,
        /** What attention adds. */
        ATTENDED,
        /** What the MLP reads. */
        MLP_INPUT,
        /** What the MLP adds. */
        MLP_OUTPUT
    }

    public Norms {
        names = Map.copyOf(names);
    }
}

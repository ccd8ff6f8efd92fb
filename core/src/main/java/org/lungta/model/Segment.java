package org.lungta.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Tokens side by side that see themselves and everything before them on the way from the root: the tree that a flat batch is.
 *
 * @param number its place in the batch
 * @param length in tokens, at least 1
 * @param path the numbers of the segments before it, from the root
 * @param before the tokens of those
 */
record Segment(int number, int length, List<Integer> path, int before) {
    Segment {
        path = List.copyOf(path);
    }

    static Segment root(int number, int length) {
        return new Segment(number, length, List.of(), 0);
    }

    /** One that continues this one. */
    Segment child(int its, int tokens) {
        List<Integer> way = new ArrayList<>(path);
        way.add(number);
        return new Segment(its, tokens, way, before + length);
    }
}

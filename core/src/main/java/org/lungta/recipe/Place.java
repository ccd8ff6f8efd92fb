package org.lungta.recipe;

import java.util.Comparator;

/**
 * Where something was written.
 *
 * @param source the file, or the override as it was given
 * @param line from 1; 0 for an override
 * @param column from 1, in code points; 0 for an override
 */
record Place(String source, int line, int column) implements Comparable<Place> {
    private static final Comparator<Place> ORDER = Comparator.comparing(Place::isOverride)
            .thenComparingInt(Place::line)
            .thenComparingInt(Place::column);

    static Place ofOverride(String override) {
        return new Place("--set " + override, 0, 0);
    }

    boolean isOverride() {
        return line == 0;
    }

    /** The file's places from top to bottom, then the overrides. */
    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return isOverride() ? source : source + ":" + line + ":" + column;
    }
}

package org.lungta.statistics;

/** An interval, bounds included. */
public record Bounds(double low, double high) {
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}

package org.lungta.memory;

/**
 * One thing that holds memory.
 *
 * @param how where the bytes come from, in words and numbers
 */
public record Term(String name, long bytes, String how) {
    static final double MEBI = 1 << 20;

    double mebibytes() {
        return bytes / MEBI;
    }
}

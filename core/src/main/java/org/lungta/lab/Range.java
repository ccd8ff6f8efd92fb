package org.lungta.lab;

import static org.lungta.check.Check.require;

/** Whole numbers, both ends included. */
record Range(int from, int to) {
    Range {
        require(1 <= from && from <= to, "a range from %d to %d: the ends must be 1 or more and in order", from, to);
    }

    int draw(Choice choice) {
        return from + choice.below(to - from + 1);
    }
}

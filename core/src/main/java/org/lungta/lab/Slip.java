package org.lungta.lab;

import java.util.List;

/** A wrong allomorph: what was written, and what could have been. */
public record Slip(String mark, String written, List<String> expected) {
    public Slip {
        expected = List.copyOf(expected);
    }
}

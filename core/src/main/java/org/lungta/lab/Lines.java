package org.lungta.lab;

import java.util.Map;

/** JSON Lines while they are collected; mutable, for one file. */
final class Lines {
    private final StringBuilder text = new StringBuilder();
    private int count;

    void add(Map<String, ?> line) {
        text.append(TinyWorld.JSON.writeValueAsString(line)).append('\n');
        count++;
    }

    int count() {
        return count;
    }

    String text() {
        return text.toString();
    }
}

package org.lungta.lab;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The classes of endings that decide between allomorphs. */
record Ends(List<End> ends) {
    /** The class of what is in no other, and of every class that a mark does not name. */
    static final String OTHER = "other";

    private record End(String name, Pattern pattern) {}

    static Ends of(Map<String, String> patterns) {
        return new Ends(patterns.entrySet().stream()
                .map(entry -> new End(entry.getKey(), Pattern.compile(entry.getValue())))
                .toList());
    }

    /** The class of the end of a text: the first whose pattern is found. */
    String of(String text) {
        return ends.stream()
                .filter(end -> end.pattern().matcher(text).find())
                .map(End::name)
                .findFirst()
                .orElse(OTHER);
    }
}

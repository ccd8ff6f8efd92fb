package org.lungta.lab;

import java.util.List;
import java.util.Map;
import org.lungta.recipe.Default;

/** {@code lab/world.yaml}, which explains itself. The keys of the maps of lists are levels. */
record WorldFile(
        Map<String, List<String>> persons,
        Map<String, List<String>> places,
        Map<String, List<String>> objects,
        List<String> counted,
        Map<String, List<String>> adjectives,
        Map<String, Range> numbers,
        Map<String, Map<String, List<String>>> times,
        Map<String, Verb> verbs,
        Map<String, Difficulty> difficulties) {

    /**
     * One verb.
     *
     * @param objects what it may happen to, all objects where empty
     */
    record Verb(int level, Frame frame, @Default("[]") List<String> objects) {}
}

package org.lungta.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Regular expressions applied one after the other, each to the result of the one before. */
record Substitutions(List<Substitution> steps) {
    /** Patterns and their replacements by turns. */
    static Substitutions of(String... patternsAndReplacements) {
        List<Substitution> steps = new ArrayList<>();
        for (int i = 0; i < patternsAndReplacements.length; i += 2) {
            steps.add(new Substitution(
                    Pattern.compile(patternsAndReplacements[i], Pattern.UNIX_LINES), patternsAndReplacements[i + 1]));
        }
        return new Substitutions(List.copyOf(steps));
    }

    String apply(String text) {
        String result = text;
        for (Substitution step : steps) {
            result = step.pattern().matcher(result).replaceAll(step.replacement());
        }
        return result;
    }

    record Substitution(Pattern pattern, String replacement) {}
}

package org.lungta.recipe;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Java names as recipes write them, and the nearest right name for a wrong one. */
final class Names {
    private static final Pattern BOUNDARY = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private Names() {}

    /** {@code groupSize} is {@code group-size}, {@code AdamW} is {@code adam-w}. */
    static String kebab(String camel) {
        return BOUNDARY.matcher(camel).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    /** {@code TOP_P} is {@code top-p}. */
    static String constant(Enum<?> value) {
        return value.name().replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /** The right name that the wrong one most likely stands for, if one is near. */
    static Optional<String> nearest(String wrong, Collection<String> right) {
        String spelled = kebab(wrong).replace('_', '-');
        return right.stream()
                .filter(name -> distance(spelled, name) <= 1 + name.length() / 3)
                .min(Comparator.comparingInt((String name) -> distance(spelled, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** ", did you mean x?", or the list of what there is. */
    static String hint(String wrong, Collection<String> right) {
        return nearest(wrong, right)
                .map(name -> "did you mean " + name + "?")
                .orElseGet(() -> right.isEmpty()
                        ? "there is nothing to set here"
                        : "there is "
                                + String.join(", ", right.stream().sorted().toList()));
    }

    /** Levenshtein's: the fewest insertions, deletions and substitutions. */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}

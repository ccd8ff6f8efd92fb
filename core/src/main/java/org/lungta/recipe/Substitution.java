package org.lungta.recipe;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the recipe's top-level scalars where other scalars say <code>${name}</code>; <code>$${</code> stands for itself. */
final class Substitution {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)}");

    private final Map<String, Node> topLevel;
    private final Set<String> known;
    private final Set<String> directories;
    private final Problems problems;

    /**
     * @param topLevel the values of the recipe's top-level keys, given or by default
     * @param known the top-level keys that there may be
     * @param directories those of them that are paths: what the remedy asks for
     */
    Substitution(Map<String, Node> topLevel, Set<String> known, Set<String> directories, Problems problems) {
        this.known = Set.copyOf(known);
        this.topLevel = Map.copyOf(topLevel);
        this.directories = directories;
        this.problems = problems;
    }

    /** The scalar's text with every reference replaced; empty if one has no value: the problem is noted. */
    Optional<String> text(Node.Scalar scalar) {
        return text(scalar, scalar.place(), new LinkedHashSet<>());
    }

    /** The text that reads back as the given one. */
    static String escape(String text) {
        return text.replace("${", "$${");
    }

    private Optional<String> text(Node.Scalar scalar, Place user, Set<String> open) {
        Matcher references = REFERENCE.matcher(scalar.text());
        StringBuilder text = new StringBuilder();
        boolean complete = true;
        while (references.find()) {
            String name = references.group(1);
            Optional<String> value = name == null ? Optional.of("${") : value(name, user, open);
            complete &= value.isPresent();
            references.appendReplacement(text, Matcher.quoteReplacement(value.orElse("")));
        }
        references.appendTail(text);
        return complete ? Optional.of(text.toString()) : Optional.empty();
    }

    private Optional<String> value(String name, Place user, Set<String> open) {
        Node node = topLevel.get(name);
        if (node == null || node.isNull()) {
            problems.add(user, "${" + name + "} " + remedy(name));
            return Optional.empty();
        }
        if (!(node instanceof Node.Scalar scalar)) {
            problems.add(
                    user, "${" + name + "} is " + node.describe() + " at " + node.place() + ", not a single value");
            return Optional.empty();
        }
        if (!open.add(name)) {
            problems.add(user, "${" + name + "} refers to itself through " + String.join(", ", open));
            return Optional.empty();
        }
        Optional<String> text = text(scalar, user, open);
        open.remove(name);
        return text;
    }

    private String remedy(String name) {
        if (!known.contains(name)) {
            return "is no key at the top of the recipe: " + Names.hint(name, known);
        }
        return "has no value: give it with --set " + name + (directories.contains(name) ? "=DIR" : "=VALUE");
    }
}

package org.lungta.recipe;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lungta.check.Refusal;

/**
 * A YAML file as records, and records as YAML.
 *
 * <p>A key is its component's name in lower case with dashes: {@code groupSize} is {@code group-size}; so are the constants of
 * an enum and the names of the records that a sealed interface permits. Of those one is chosen, as a bare name
 * ({@code reference: base}) or with its settings ({@code schedule: {cosine: {warmup: 0.03}}}). A component may be a String, Path,
 * int, long, double, boolean, enum, record, sealed interface of records, or a List, Optional or Map from String of these.
 * Nothing is converted: 1.7 and "8" are not whole numbers. A scalar may say <code>${name}</code> for the top-level scalar of that
 * name; <code>$${</code> stands for a dollar and a brace.
 */
public final class RecipeReader {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private RecipeReader() {}

    /**
     * Reads a recipe.
     *
     * @param yaml the file, in UTF-8
     * @param type the record that it is bound to
     * @param overrides {@code a.b=c}, applied in order before anything is bound; c is YAML, and a number in the path counts a
     *     list's entries from 0
     * @throws Refusal with all problems at once, one a line, each as {@code file:line:column: message} or with the override's own
     *     text in place of the file
     */
    public static <T extends Record> T read(Path yaml, Class<T> type, List<String> overrides) {
        return bind(yaml.toString(), textOf(yaml), type, overrides);
    }

    /**
     * Reads YAML that does not lie in a file of its own, such as one inside a jar.
     *
     * @param name what problems call it
     */
    public static <T extends Record> T parse(String name, String yaml, Class<T> type) {
        return bind(name, yaml, type, List.of());
    }

    private static <T extends Record> T bind(String name, String text, Class<T> type, List<String> overrides) {
        Problems problems = new Problems();
        Optional<Node> file = Yaml.file(name, text, problems);
        Node empty = Node.Mapping.empty(new Place(name, 1, 1));
        Node recipe = new Overrides(problems)
                .apply(file.filter(node -> !node.isNull()).orElse(empty), overrides);
        if (file.isEmpty()) {
            problems.throwIfAny();
        }
        Object value = new Binder(substitution(recipe, type, problems), problems).bind(type, recipe, "");
        problems.throwIfAny();
        return type.cast(value);
    }

    /** Whether the file has this key at its top: tells one kind of recipe from another. False for what is no YAML mapping. */
    public static boolean hasKey(Path yaml, String key) {
        return Yaml.file(yaml.toString(), textOf(yaml), new Problems())
                .filter(node -> node instanceof Node.Mapping mapping
                        && mapping.entries().containsKey(key))
                .isPresent();
    }

    /** The YAML that {@link #read} reads as an equal record, every default written out. */
    public static String write(Record recipe) {
        return RecipeWriter.write(recipe);
    }

    private static Substitution substitution(Node recipe, Class<?> type, Problems problems) {
        Map<String, RecordComponent> keys = Shape.keys(type);
        Map<String, Node> values = new LinkedHashMap<>();
        keys.forEach((key, component) -> Shape.defaultOf(component)
                .flatMap(text -> Yaml.value(recipe.place(), text, problems))
                .ifPresent(node -> values.put(key, node)));
        if (recipe instanceof Node.Mapping mapping) {
            mapping.entries().forEach((key, entry) -> values.put(key, entry.value()));
        }
        Set<String> paths = keys.keySet().stream()
                .filter(key -> Shape.isPath(keys.get(key).getGenericType()))
                .collect(Collectors.toSet());
        return new Substitution(values, keys.keySet(), paths, problems);
    }

    private static String textOf(Path yaml) {
        require(Files.exists(yaml), "%s does not exist: name a recipe file", yaml);
        require(Files.isRegularFile(yaml), "%s is not a file: name a recipe file", yaml);
        try {
            String text = Files.readString(yaml, StandardCharsets.UTF_8);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Refusal(yaml + " is not UTF-8: save it in that encoding", e);
        } catch (IOException e) {
            throw refuse("%s cannot be read: %s", yaml, e);
        }
    }
}

package org.lungta.recipe;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lungta.check.Refusal;

/** Nodes to records. A method returns null when it has noted a problem, and the reading goes on beside it. */
final class Binder {
    private final Substitution substitution;
    private final Problems problems;

    Binder(Substitution substitution, Problems problems) {
        this.substitution = substitution;
        this.problems = problems;
    }

    /** @param path the keys that lead here, with dots; empty at the top */
    Object bind(Type type, Node node, String path) {
        if (Shape.isOptional(type)) {
            return node.isNull() ? Optional.empty() : optional((ParameterizedType) type, node, path);
        }
        if (node.isNull()) {
            return refuse(node, path + " has no value");
        }
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class ? list(generic, node, path) : map(generic, node, path);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return record(plain, node, path);
        }
        return plain.isSealed() && !plain.isEnum() ? variant(plain, node, path) : scalar(plain, node, path);
    }

    private Object optional(ParameterizedType type, Node node, String path) {
        Object value = bind(Shape.argument(type), node, path);
        return value == null ? null : Optional.of(value);
    }

    private Object list(ParameterizedType type, Node node, String path) {
        if (!(node instanceof Node.Sequence sequence)) {
            return refuse(node, path + " is " + node.describe() + ": a list is needed, [x, y] or one \"- x\" a line");
        }
        List<Object> values = new ArrayList<>();
        for (Node item : sequence.items()) {
            values.add(bind(Shape.argument(type), item, path + "." + values.size()));
        }
        return values.contains(null) ? null : List.copyOf(values);
    }

    private Object map(ParameterizedType type, Node node, String path) {
        if (!(node instanceof Node.Mapping mapping)) {
            return refuse(node, path + " is " + node.describe() + ": a mapping is needed, {name: value}");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        mapping.entries()
                .forEach((key, entry) -> values.put(key, bind(Shape.argument(type), entry.value(), join(path, key))));
        return values.containsValue(null) ? null : Collections.unmodifiableMap(values);
    }

    private Object scalar(Class<?> type, Node node, String path) {
        if (type.isEnum()) {
            return constant(type, node, path);
        }
        Scalars kind = Scalars.of(type)
                .orElseThrow(() -> new IllegalArgumentException(path + ": a recipe cannot hold a " + type.getName()));
        if (!(node instanceof Node.Scalar scalar)) {
            return refuse(node, path + " is " + node.describe() + ": " + kind.wanted() + " is needed");
        }
        Optional<String> text = substitution.text(scalar);
        Optional<?> value = text.flatMap(given -> kind.read(scalar.style(), given));
        if (text.isPresent() && value.isEmpty()) {
            return refuse(node, path + " is " + scalar.describe() + ": " + kind.wanted() + " is needed");
        }
        return value.orElse(null);
    }

    private Object constant(Class<?> type, Node node, String path) {
        Map<String, Object> constants = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(value -> Names.constant((Enum<?>) value), Function.identity()));
        Optional<String> name = name(node);
        if (name.isEmpty() || !constants.containsKey(name.get())) {
            return refuse(
                    node, path + " is " + node.describe() + ": " + Names.hint(name.orElse(""), constants.keySet()));
        }
        return constants.get(name.get());
    }

    private Object variant(Class<?> type, Node node, String path) {
        Map<String, Class<?>> variants = Shape.variants(type);
        Optional<String> bare = name(node);
        if (bare.isPresent()) {
            return variant(variants, bare.get(), node, Node.Mapping.empty(node.place()), path);
        }
        if (!(node instanceof Node.Mapping mapping) || mapping.entries().size() != 1) {
            String names = String.join(", ", variants.keySet().stream().sorted().toList());
            return refuse(node, path + " must be exactly one of " + names + ", as name or {name: {...}}");
        }
        Map.Entry<String, Node.Entry> only =
                mapping.entries().entrySet().iterator().next();
        Node value = only.getValue().value();
        Node settings = value.isNull() ? Node.Mapping.empty(value.place()) : value;
        return variant(variants, only.getKey(), mapping, settings, path);
    }

    private Object variant(Map<String, Class<?>> variants, String name, Node chosen, Node settings, String path) {
        Class<?> variant = variants.get(name);
        return variant == null
                ? refuse(chosen, path + " is " + name + ": " + Names.hint(name, variants.keySet()))
                : record(variant, settings, join(path, name));
    }

    private Object record(Class<?> type, Node node, String path) {
        Map<String, RecordComponent> keys = Shape.keys(type);
        if (!(node instanceof Node.Mapping mapping)) {
            return refuse(
                    node,
                    (path.isEmpty() ? "this" : path) + " is " + node.describe() + ": a mapping is needed with "
                            + String.join(", ", keys.keySet()));
        }
        Set<String> meant = refuseUnknown(mapping, keys.keySet(), path);
        List<Object> values = new ArrayList<>();
        keys.forEach((key, component) -> {
            boolean mistyped = meant.contains(key) && !mapping.entries().containsKey(key);
            values.add(mistyped ? null : component(component, mapping, join(path, key), key));
        });
        return values.contains(null) ? null : construct(type, mapping, values);
    }

    /** Notes the keys that the record does not have; returns the right keys that they seem to stand for. */
    private Set<String> refuseUnknown(Node.Mapping mapping, Set<String> known, String path) {
        List<Map.Entry<String, Node.Entry>> unknown = mapping.entries().entrySet().stream()
                .filter(entry -> !known.contains(entry.getKey()))
                .toList();
        unknown.forEach(entry -> problems.add(
                entry.getValue().key(),
                "unknown key " + join(path, entry.getKey()) + ": " + Names.hint(entry.getKey(), known)));
        return unknown.stream()
                .flatMap(entry -> Names.nearest(entry.getKey(), known).stream())
                .collect(Collectors.toSet());
    }

    private Object component(RecordComponent component, Node.Mapping mapping, String path, String key) {
        Type type = component.getGenericType();
        if (mapping.entries().containsKey(key)) {
            return bind(type, mapping.entries().get(key).value(), path);
        }
        Optional<String> absent = Shape.defaultOf(component);
        if (absent.isPresent()) {
            return Yaml.value(mapping.place(), absent.get(), problems)
                    .map(node -> bind(type, node, path))
                    .orElse(null);
        }
        if (Shape.isOptional(type)) {
            return Optional.empty();
        }
        String remedy = Shape.isPath(type) ? ": add it or give --set " + path + "=DIR" : "";
        return refuse(mapping, path + " is missing" + remedy);
    }

    private Object construct(Class<?> type, Node.Mapping mapping, List<Object> values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Refusal refusal) {
                return refuse(mapping, refusal.getMessage() + overridden(mapping));
            }
            throw new IllegalStateException("cannot make a " + type.getName() + " of " + values, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getName(), e);
        }
    }

    /** Names the overrides among a record's values: one of them may be what the record refuses. */
    private static String overridden(Node.Mapping mapping) {
        String overrides = mapping.entries().values().stream()
                .map(entry -> entry.value().place())
                .filter(place -> place.isOverride() && !mapping.place().isOverride())
                .map(Place::toString)
                .distinct()
                .collect(Collectors.joining(", "));
        return overrides.isEmpty() ? "" : " (with " + overrides + ")";
    }

    private Optional<String> name(Node node) {
        return node instanceof Node.Scalar scalar ? substitution.text(scalar) : Optional.empty();
    }

    private Object refuse(Node node, String message) {
        problems.add(node.place(), message);
        return null;
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}

package org.lungta.recipe;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the types of a recipe say about its keys. */
final class Shape {
    private Shape() {}

    /** A record's components by their keys, in order. */
    static Map<String, RecordComponent> keys(Class<?> type) {
        Map<String, RecordComponent> keys = new LinkedHashMap<>();
        Arrays.stream(type.getRecordComponents())
                .forEachOrdered(component -> keys.put(Names.kebab(component.getName()), component));
        return keys;
    }

    /** The records that a sealed interface permits, at any depth, by their names. */
    static Map<String, Class<?>> variants(Class<?> type) {
        Map<String, Class<?>> variants = new LinkedHashMap<>();
        records(type).forEachOrdered(variant -> variants.put(Names.kebab(variant.getSimpleName()), variant));
        return variants;
    }

    private static Stream<Class<?>> records(Class<?> type) {
        if (type.isSealed()) {
            return Stream.<Class<?>>of(type.getPermittedSubclasses()).flatMap(Shape::records);
        }
        return type.isRecord() ? Stream.of(type) : Stream.empty();
    }

    static boolean isOptional(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
    }

    /** Whether a path is asked for, if only perhaps. */
    static boolean isPath(Type type) {
        return type == Path.class || isOptional(type) && argument((ParameterizedType) type) == Path.class;
    }

    static Optional<String> defaultOf(RecordComponent component) {
        return Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value);
    }

    /** The last type argument: a list's element, an optional's or a map's value. */
    static Type argument(ParameterizedType type) {
        return type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
    }
}

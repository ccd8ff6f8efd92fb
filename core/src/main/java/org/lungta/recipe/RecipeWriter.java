package org.lungta.recipe;

import static org.lungta.check.Check.require;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Records to the YAML that reads back as them: every value is written out, defaults too. */
final class RecipeWriter {
    private RecipeWriter() {}

    static String write(Record recipe) {
        DumpSettings settings = DumpSettings.builder()
                .setSchema(new CoreSchema())
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setDereferenceAliases(true)
                .setSplitLines(false)
                .build();
        return new Dump(settings).dumpToString(keys(recipe));
    }

    private static Map<String, Object> keys(Record value) {
        Map<String, Object> keys = new LinkedHashMap<>();
        Shape.keys(value.getClass()).forEach((key, component) -> {
            Object part = part(value, component);
            boolean absent = part instanceof Optional<?> optional && optional.isEmpty();
            if (!absent || Shape.defaultOf(component).isPresent()) {
                keys.put(key, plain(component.getGenericType(), part, key));
            }
        });
        return keys;
    }

    /** The maps, lists, texts and numbers that YAML knows. */
    private static Object plain(Type type, Object value, String key) {
        if (value instanceof Optional<?> optional) {
            Type inner = Shape.argument((ParameterizedType) type);
            return optional.map(present -> plain(inner, present, key)).orElse(null);
        }
        if (value instanceof List<?> list) {
            Type item = Shape.argument((ParameterizedType) type);
            return list.stream().map(element -> plain(item, element, key)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Type item = Shape.argument((ParameterizedType) type);
            Map<Object, Object> plain = new LinkedHashMap<>();
            map.forEach((name, element) -> plain.put(name, plain(item, element, key)));
            return plain;
        }
        if (value instanceof Record part) {
            return type instanceof Class<?> declared && declared.isSealed() ? variant(part) : keys(part);
        }
        return scalar(value, key);
    }

    private static Object variant(Record value) {
        String name = Names.kebab(value.getClass().getSimpleName());
        Map<String, Object> keys = keys(value);
        return keys.isEmpty() ? name : Map.of(name, keys);
    }

    private static Object scalar(Object value, String key) {
        if (value instanceof String || value instanceof Path) {
            return Substitution.escape(value.toString());
        }
        if (value instanceof Enum<?> constant) {
            return Names.constant(constant);
        }
        if (value instanceof Double number) {
            require(Double.isFinite(number), "%s is %s: a recipe holds finite numbers only", key, number);
        }
        return value;
    }

    private static Object part(Record value, RecordComponent component) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(value);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component, e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}

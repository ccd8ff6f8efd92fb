package org.lungta.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of YAML that knows where it was written. */
sealed interface Node {
    Place place();

    /** How a problem calls it: {@code 1.7}, {@code "8" in quotes}, {@code a list}. */
    String describe();

    enum Style {
        PLAIN,
        QUOTED,
        NULL
    }

    record Scalar(Place place, String text, Style style) implements Node {
        @Override
        public String describe() {
            return switch (style) {
                case PLAIN -> text;
                case QUOTED -> '"' + text + "\" in quotes";
                case NULL -> "empty";
            };
        }
    }

    record Sequence(Place place, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    /** The entries by key, in the order of the file. */
    record Mapping(Place place, Map<String, Entry> entries) implements Node {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        static Mapping empty(Place place) {
            return new Mapping(place, Map.of());
        }

        Mapping with(String key, Entry entry) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            changed.put(key, entry);
            return new Mapping(place, changed);
        }

        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /** A value of a mapping, with the place of its key. */
    record Entry(Place key, Node value) {}

    default boolean isNull() {
        return this instanceof Scalar scalar && scalar.style() == Style.NULL;
    }
}

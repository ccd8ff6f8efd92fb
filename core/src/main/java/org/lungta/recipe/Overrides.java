package org.lungta.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies {@code a.b=c} to the nodes of a file: the value is YAML, a number in the path is a place in a list, from 0. */
final class Overrides {
    private final Problems problems;

    Overrides(Problems problems) {
        this.problems = problems;
    }

    Node apply(Node root, List<String> overrides) {
        Node changed = root;
        for (String override : overrides) {
            changed = apply(changed, override);
        }
        return changed;
    }

    private Node apply(Node root, String override) {
        Place place = Place.ofOverride(override);
        int equals = override.indexOf('=');
        List<String> path = equals < 0
                ? List.of()
                : List.of(override.substring(0, equals).strip().split("\\.", -1));
        if (path.isEmpty() || path.contains("")) {
            problems.add(place, "write it as key=value or section.key=value");
            return root;
        }
        Optional<Node> value = Yaml.value(place, override.substring(equals + 1), problems);
        return value.map(node -> replace(root, path, place, node)).orElse(root);
    }

    private Node replace(Node node, List<String> path, Place place, Node value) {
        if (path.isEmpty()) {
            return value;
        }
        String key = path.get(0);
        List<String> rest = path.subList(1, path.size());
        if (node instanceof Node.Sequence sequence) {
            return replaceItem(sequence, key, rest, place, value);
        }
        Optional<Node.Mapping> mapping = asMapping(node, key);
        if (mapping.isEmpty()) {
            problems.add(place, node.describe() + " at " + node.place() + " has no key " + key);
            return node;
        }
        Node.Entry entry = mapping.get().entries().getOrDefault(key, new Node.Entry(place, Node.Mapping.empty(place)));
        return mapping.get().with(key, new Node.Entry(entry.key(), replace(entry.value(), rest, place, value)));
    }

    private Node replaceItem(Node.Sequence list, String key, List<String> rest, Place place, Node value) {
        List<Node> items = new ArrayList<>(list.items());
        if (!key.matches("[0-9]{1,9}") || Integer.parseInt(key) >= items.size()) {
            problems.add(
                    place,
                    key + " is no place in the list at " + list.place() + ": it has " + items.size()
                            + (items.size() == 1 ? " entry" : " entries") + ", counted from 0");
            return list;
        }
        int index = Integer.parseInt(key);
        items.set(index, replace(items.get(index), rest, place, value));
        return new Node.Sequence(list.place(), items);
    }

    /** What is empty, or a variant's bare name that the path goes on from, can take keys. */
    private static Optional<Node.Mapping> asMapping(Node node, String key) {
        if (node instanceof Node.Mapping mapping) {
            return Optional.of(mapping);
        }
        boolean open = node instanceof Node.Scalar scalar
                && (scalar.isNull()
                        || scalar.style() == Node.Style.PLAIN && scalar.text().equals(key));
        return open ? Optional.of(Node.Mapping.empty(node.place())) : Optional.empty();
    }
}

package org.lungta.recipe;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** YAML text to nodes; of two equal keys the first counts and the second is a problem. */
final class Yaml {
    private final Problems problems;
    private final Function<Mark, Place> places;
    private final Set<org.snakeyaml.engine.v2.nodes.Node> open = new HashSet<>();

    private Yaml(Problems problems, Function<Mark, Place> places) {
        this.problems = problems;
        this.places = places;
    }

    /** The nodes of a file, with the places that it names. Empty if it is not YAML: the problem is noted. */
    static Optional<Node> file(String name, String text, Problems problems) {
        Function<Mark, Place> places = mark -> new Place(name, mark.getLine() + 1, mark.getColumn() + 1);
        return new Yaml(problems, places).parse(text, new Place(name, 1, 1));
    }

    /** The nodes of a value that stands at one place: an override, a default. */
    static Optional<Node> value(Place place, String text, Problems problems) {
        return new Yaml(problems, mark -> place).parse(text, place);
    }

    private Optional<Node> parse(String text, Place start) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setAllowNonScalarKeys(true)
                .build();
        try {
            return Optional.of(new Compose(settings)
                    .composeString(text)
                    .map(this::convert)
                    .orElse(new Node.Scalar(start, "", Node.Style.NULL)));
        } catch (MarkedYamlEngineException e) {
            problems.add(e.getProblemMark().map(places).orElse(start), "this is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problems.add(start, "this is not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private Node convert(org.snakeyaml.engine.v2.nodes.Node node) {
        Place place = place(node);
        boolean ordinary =
                node.getTag().getValue().startsWith(Tag.PREFIX) || node.getTag().equals(Tag.ENV_TAG);
        if (!ordinary) {
            problems.add(place, "the tag " + node.getTag() + " means nothing here: leave it out");
        }
        if (node instanceof ScalarNode scalar) {
            return new Node.Scalar(place, scalar.getValue(), style(scalar));
        }
        if (!open.add(node)) {
            problems.add(place, "this contains itself");
            return new Node.Scalar(place, "", Node.Style.NULL);
        }
        Node converted = node instanceof SequenceNode sequence
                ? new Node.Sequence(
                        place, sequence.getValue().stream().map(this::convert).toList())
                : mapping(place, (MappingNode) node);
        open.remove(node);
        return converted;
    }

    private Node mapping(Place place, MappingNode node) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Place key = place(tuple.getKeyNode());
            if (tuple.getKeyNode() instanceof ScalarNode name) {
                Node.Entry first =
                        entries.putIfAbsent(name.getValue(), new Node.Entry(key, convert(tuple.getValueNode())));
                if (first != null) {
                    problems.add(key, "the key " + name.getValue() + " is given twice, first at " + first.key());
                }
            } else {
                problems.add(key, "a key must be a plain name");
            }
        }
        return new Node.Mapping(place, entries);
    }

    private static Node.Style style(ScalarNode scalar) {
        if (Tag.NULL.equals(scalar.getTag())) {
            return Node.Style.NULL;
        }
        return scalar.isPlain() ? Node.Style.PLAIN : Node.Style.QUOTED;
    }

    private Place place(org.snakeyaml.engine.v2.nodes.Node node) {
        return places.apply(node.getStartMark().orElseThrow());
    }
}

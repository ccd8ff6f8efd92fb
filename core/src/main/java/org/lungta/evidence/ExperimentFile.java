package org.lungta.evidence;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungta.checkpoint.AtomicFiles;
import org.lungta.checkpoint.ContentHash;
import org.lungta.statistics.Bounds;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An experiment on disk, in three files of one folder:
 *
 * <pre>
 *   results.json    everything but items and clock times; names its schema and the hash of items.jsonl
 *   items.jsonl     {"row": {"arm", "seed", "step"}, "measure", "items": [{"id", "cluster", "value"}]}, a line a value that has items
 *   clock.jsonl     {"row", "seconds"}, the only one that differs between two equal runs
 * </pre>
 */
public final class ExperimentFile {
    public static final String NAME = "results.json";
    public static final String SCHEMA = "lungta.experiment/1";
    private static final String ITEMS = "items.jsonl";
    private static final String CLOCK = "clock.jsonl";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ExperimentFile() {}

    private record File(
            String schema,
            String itemsSha256,
            Header header,
            Axes axes,
            List<Measure> measures,
            List<Arm> arms,
            List<Declared> claims,
            Experiment.Appendix appendix,
            List<StoredRow> rows) {}

    private record StoredRow(Row.Key row, String label, SortedMap<String, StoredValue> values) {}

    private record StoredValue(double mean, int n, Optional<Bounds> interval) {}

    private record ItemsLine(Row.Key row, String measure, List<Item> items) {}

    private record ClockLine(Row.Key row, double seconds) {}

    private record Place(Row.Key row, String measure) {}

    /** Whether a folder holds an experiment in this form. */
    public static boolean in(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        return tree(file).path("schema").asString("").startsWith("lungta.experiment/");
    }

    /** Writes the experiment into a folder, in place of what was there. */
    public static void write(Path folder, Experiment experiment) {
        StringBuilder items = new StringBuilder();
        StringBuilder clock = new StringBuilder();
        for (Row row : experiment.rows()) {
            row.values().forEach((name, value) -> {
                if (!value.items().isEmpty()) {
                    line(items, new ItemsLine(row.key(), name, value.items()));
                }
            });
            row.seconds().ifPresent(seconds -> line(clock, new ClockLine(row.key(), seconds)));
        }
        AtomicFiles.write(folder.resolve(ITEMS), items.toString());
        AtomicFiles.write(folder.resolve(CLOCK), clock.toString());
        AtomicFiles.write(folder.resolve(NAME), json(experiment, ContentHash.ofFile(folder.resolve(ITEMS))));
    }

    private static void line(StringBuilder text, Object value) {
        text.append(JSON.writeValueAsString(value)).append('\n');
    }

    private static String json(Experiment e, String hash) {
        List<StoredRow> rows = e.rows().stream().map(ExperimentFile::stored).toList();
        File file =
                new File(SCHEMA, hash, e.header(), e.axes(), e.measures(), e.arms(), e.claims(), e.appendix(), rows);
        return JSON.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(file) + "\n";
    }

    private static StoredRow stored(Row row) {
        SortedMap<String, StoredValue> values = new TreeMap<>();
        row.values().forEach((name, v) -> values.put(name, new StoredValue(v.mean(), v.n(), v.interval())));
        return new StoredRow(row.key(), row.label(), values);
    }

    /** Reads the experiment in a folder. */
    public static Experiment read(Path folder) {
        Path path = folder.resolve(NAME);
        JsonNode tree = tree(path);
        String schema = tree.path("schema").asString("none");
        require(schema.equals(SCHEMA), "%s has the schema \"%s\"; \"%s\" is read here", path, schema, SCHEMA);
        File file = parse(path, JSON.writeValueAsString(tree), File.class);
        Path items = folder.resolve(ITEMS);
        require(Files.isRegularFile(items), "%s is missing: it belongs to %s", items, path);
        require(
                ContentHash.ofFile(items).equals(file.itemsSha256()),
                "%s is not the one that %s was written with: run again, or fetch both again",
                items,
                path);
        return experiment(file, items(items), clock(folder.resolve(CLOCK)));
    }

    private static Experiment experiment(File f, Map<Place, List<Item>> items, Map<Row.Key, Double> clock) {
        List<Row> rows = new ArrayList<>();
        for (StoredRow stored : f.rows()) {
            SortedMap<String, Value> values = new TreeMap<>();
            stored.values().forEach((name, v) -> {
                List<Item> own = items.getOrDefault(new Place(stored.row(), name), List.of());
                values.put(name, new Value(v.mean(), v.n(), v.interval(), own));
            });
            Double seconds = clock.get(stored.row());
            OptionalDouble took = seconds == null ? OptionalDouble.empty() : OptionalDouble.of(seconds);
            rows.add(new Row(stored.row(), stored.label(), took, values));
        }
        return new Experiment(f.header(), f.axes(), f.measures(), f.arms(), f.claims(), f.appendix(), rows);
    }

    private static Map<Place, List<Item>> items(Path path) {
        Map<Place, List<Item>> items = new HashMap<>();
        for (String line : lines(path)) {
            ItemsLine of = parse(path, line, ItemsLine.class);
            items.put(new Place(of.row(), of.measure()), of.items());
        }
        return items;
    }

    private static Map<Row.Key, Double> clock(Path path) {
        Map<Row.Key, Double> clock = new HashMap<>();
        if (Files.isRegularFile(path)) {
            for (String line : lines(path)) {
                ClockLine of = parse(path, line, ClockLine.class);
                clock.put(of.row(), of.seconds());
            }
        }
        return clock;
    }

    private static List<String> lines(Path path) {
        return text(path).lines().toList();
    }

    private static JsonNode tree(Path path) {
        return parse(path, text(path), JsonNode.class);
    }

    private static <T> T parse(Path path, String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JacksonException malformed) {
            throw refuse("%s cannot be read: %s", path, malformed.getOriginalMessage());
        }
    }

    private static String text(Path path) {
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", path, unreadable);
        }
    }
}

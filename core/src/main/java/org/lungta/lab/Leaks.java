package org.lungta.lab;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Looks for what a test shares with what is learnt from, on the files as they are and without a thought of how they were made: a fact
 * of a test that is learnt; a compositional fact all of whose pairs of names are learnt; a length fact no longer than one that is.
 */
final class Leaks {
    private static final Set<String> LEARNT = Set.of("train", "encoder");
    private static final List<Set<Slot>> COMBINATIONS = List.of(
            EnumSet.of(Slot.VERB, Slot.PLACE), EnumSet.of(Slot.AGENT, Slot.VERB), EnumSet.of(Slot.NUMBER, Slot.OBJECT));

    private final Path folder;
    private final Map<String, String> learnt = new HashMap<>();
    private final Map<String, String> tested = new HashMap<>();

    private Leaks(Path folder) {
        this.folder = folder;
    }

    static void check(Path folder) {
        Leaks leaks = new Leaks(folder);
        leaks.pairs();
        leaks.texts();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().startsWith("headlines."))
                    .sorted()
                    .forEachOrdered(file -> lines(file).forEach(leaks::take));
        } catch (IOException e) {
            throw refuse("%s cannot be read (%s): write the world again", folder, e);
        }
        leaks.compare();
    }

    private void pairs() {
        Set<String> keys = new HashSet<>();
        for (JsonNode line : lines(folder.resolve("pairs.jsonl"))) {
            String key = text(line, "fact");
            require(keys.add(key), "%s: \"%s\" is in two pairs: write the world again", folder, key);
            take(key, text(line, "split"));
        }
    }

    private void texts() {
        Set<String> passages = new HashSet<>();
        for (JsonNode line : lines(folder.resolve("text.jsonl"))) {
            String passage = text(line, "text");
            require(passages.add(passage), "%s: %s stands twice: write the world again", folder, passage);
            take(line);
        }
    }

    private void take(JsonNode line) {
        line.get("facts").forEach(fact -> take(fact.stringValue(), text(line, "split")));
    }

    private void take(String key, String split) {
        (LEARNT.contains(split) ? learnt : tested).put(key, split);
    }

    private void compare() {
        Set<String> combinations = new HashSet<>();
        int longest = 0;
        for (String key : learnt.keySet()) {
            require(
                    !tested.containsKey(key),
                    "%s: \"%s\" is learnt from in %s and asked for in %s: write the world again",
                    folder,
                    key,
                    learnt.get(key),
                    tested.get(key));
            Fact fact = Fact.ofKey(key);
            combinations.addAll(combinations(fact));
            longest = Math.max(longest, filled(fact));
        }
        for (Map.Entry<String, String> entry : tested.entrySet()) {
            Fact fact = Fact.ofKey(entry.getKey());
            boolean fair = switch (entry.getValue()) {
                case "compositional" -> !combinations.containsAll(combinations(fact));
                case "length" -> filled(fact) > longest;
                default -> true;
            };
            require(fair, "%s: \"%s\" of %s has nothing new in it", folder, entry.getKey(), entry.getValue());
        }
    }

    private static List<String> combinations(Fact fact) {
        List<String> combinations = new ArrayList<>();
        for (Set<Slot> slots : COMBINATIONS) {
            if (fact.values().keySet().containsAll(slots)) {
                combinations.add(slots.stream()
                        .map(slot -> slot + "=" + fact.values().get(slot))
                        .reduce("", (one, two) -> one + " " + two));
            }
        }
        return combinations;
    }

    private static int filled(Fact fact) {
        Set<Slot> slots = EnumSet.copyOf(fact.values().keySet());
        slots.removeAll(EnumSet.of(Slot.POLARITY, Slot.TENSE));
        return slots.size();
    }

    private static String text(JsonNode line, String field) {
        return line.get(field).stringValue();
    }

    private static List<JsonNode> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .map(TinyWorld.JSON::readTree)
                    .toList();
        } catch (IOException e) {
            throw refuse("%s cannot be read (%s): write the world again", file, e);
        }
    }
}

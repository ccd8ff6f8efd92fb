package org.lungta.lexicon;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The units that are worth tokens of their own. A rarer one falls back to the tokens that there were before, and with it whatever
 * is no unit.
 *
 * @param keys of the units that are kept
 */
public record Inventory(Units units, Set<String> keys) {
    public Inventory {
        keys = Set.copyOf(keys);
    }

    /** The units that were counted at least so often. */
    static Inventory ofFrequent(Units units, Map<String, Long> counts, long minCount) {
        require(minCount >= 1, "the smallest count is %d: it must be 1 or more", minCount);
        return new Inventory(
                units,
                counts.entrySet().stream()
                        .filter(entry -> entry.getValue() >= minCount)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    /** The text as kept units and what lies between them; joined, the segments are the text. */
    public List<Segment> segments(String text) {
        List<Segment> segments = new ArrayList<>();
        StringBuilder rest = new StringBuilder();
        for (String piece : units.cut(text)) {
            Optional<String> key = units.key(piece).filter(keys::contains);
            if (key.isEmpty()) {
                rest.append(piece);
            } else {
                close(rest, segments);
                segments.add(new Segment(piece, key));
            }
        }
        close(rest, segments);
        return segments;
    }

    private static void close(StringBuilder rest, List<Segment> segments) {
        if (!rest.isEmpty()) {
            segments.add(new Segment(rest.toString(), Optional.empty()));
            rest.setLength(0);
        }
    }
}

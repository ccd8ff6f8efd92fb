package org.lungta.corpus;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lungta.random.CounterRandom;

/** Texts, one JSON object a line: {@code {text, split?}}; other fields are passed over. */
public final class PlainTexts {
    private static final long DRAW = CounterRandom.coordinate("texts");

    private PlainTexts() {}

    /** A random choice of the texts, of one split where the lines name any, without repetition. */
    public static List<String> draw(Path file, String split, int limit, long seed) {
        List<String> texts = new ArrayList<>();
        JsonLines.forEach(file, line -> {
            if (!line.object().has("split") || line.text("split").equals(split)) {
                texts.add(line.text("text"));
            }
        });
        require(!texts.isEmpty(), "%s has no texts of the split %s: ask for what the file holds", file, split);
        return Pairs.drawn(texts.stream().distinct().toList(), limit, seed, DRAW);
    }
}

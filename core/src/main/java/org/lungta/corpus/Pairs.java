package org.lungta.corpus;

import static org.lungta.check.Check.refuse;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lungta.random.CounterRandom;

/**
 * Parallel sentences, one JSON object a line: {@code {id, source, target, source_lang, target_lang, split?}}; other fields are
 * passed over. All text is brought into Unicode NFC, and nothing else about it is changed.
 */
public final class Pairs {
    private static final long DRAW = CounterRandom.coordinate("pairs");

    private Pairs() {}

    /** The examples alone; see {@link #load}. */
    public static List<Example> read(PairSpec spec) {
        return load(spec).examples();
    }

    /**
     * The examples and what was left out. Refused, with file, line and remedy, are lines that are no JSON object in UTF-8, lack
     * a field or hold something else in it than text, an id that stands twice, a file in which nothing is left, and a file whose
     * sides are often in the wrong script (see {@link PairReader}).
     */
    public static PairSet load(PairSpec spec) {
        var reader = new PairReader(spec);
        JsonLines.forEach(spec.file(), reader::accept);
        return reader.finish();
    }

    /** Whether a line of the file names the split that it belongs to. */
    public static boolean haveSplits(Path file) {
        boolean[] found = new boolean[1];
        JsonLines.forEach(file, line -> found[0] |= line.object().has("split"));
        return found[0];
    }

    /** Refuses two lists that share a source (both in NFC, blanks at the ends aside): the test would measure memory. */
    public static void refuseOverlap(List<Example> train, List<Example> test) {
        Map<String, Example> trained = new HashMap<>();
        train.forEach(example -> trained.putIfAbsent(key(example), example));
        List<Example> shared = test.stream()
                .filter(example -> trained.containsKey(key(example)))
                .toList();
        if (!shared.isEmpty()) {
            Example first = shared.get(0);
            throw refuse(
                    "%s: %d of %d test sources stand in the training data too, the first is %s (trained on at %s): take them"
                            + " out of one of the two",
                    first.place(),
                    shared.size(),
                    test.size(),
                    first.id(),
                    trained.get(key(first)).place());
        }
    }

    /**
     * A random choice without repetition, in random order, which depends on the seed and on the number of examples alone.
     *
     * @param limit how many; all of them, in random order, where there are no more
     */
    public static List<Example> draw(List<Example> examples, int limit, long seed) {
        return drawn(examples, limit, seed, DRAW);
    }

    static <T> List<T> drawn(List<T> from, int limit, long seed, long stream) {
        return Arrays.stream(CounterRandom.permutation(from.size(), seed, stream))
                .limit(limit)
                .mapToObj(from::get)
                .toList();
    }

    private static String key(Example example) {
        return Normalizer.normalize(example.source(), Normalizer.Form.NFC).strip();
    }
}

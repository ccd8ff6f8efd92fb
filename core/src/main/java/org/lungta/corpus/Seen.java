package org.lungta.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lungta.check.Check;
import org.lungta.random.CounterRandom;

/**
 * The texts of the learnt language that an encoder, or a lexicon and the model that has its words, has learnt from, as 64-bit hashes: enough
 * to notice them, not to read them. In a model's folder they are the file {@value #FILE}.
 */
public final class Seen {
    public static final String FILE = "lungta-seen.txt";

    private final Set<Long> hashes;

    private Seen(Set<Long> hashes) {
        this.hashes = hashes;
    }

    public static Seen of(List<String> texts) {
        return new Seen(texts.stream().map(Seen::hash).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** What a folder's file lists; empty where there is none. */
    public static Optional<Seen> in(Path folder) {
        Path file = folder.resolve(FILE);
        return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** What either has seen. */
    public Seen and(Seen other) {
        Set<Long> both = new HashSet<>(hashes);
        both.addAll(other.hashes);
        return new Seen(both);
    }

    /** How many texts both have seen. */
    public long shared(Seen other) {
        return hashes.stream().filter(other.hashes::contains).count();
    }

    /** Reads what {@link #lines} wrote. */
    public static Seen read(Path file) {
        try {
            Set<Long> hashes = new HashSet<>();
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                hashes.add(Long.parseUnsignedLong(line, 16));
            }
            return new Seen(hashes);
        } catch (IOException | NumberFormatException unreadable) {
            throw Check.refuse(
                    "%s cannot be read (%s): it lists the texts that the encoder has seen",
                    file, unreadable.getMessage());
        }
    }

    /** A hash a line, sorted. */
    public String lines() {
        return new TreeSet<>(hashes).stream().map("%016x"::formatted).collect(Collectors.joining("\n", "", "\n"));
    }

    public int count() {
        return hashes.size();
    }

    public boolean holds(String text) {
        return hashes.contains(hash(text));
    }

    /** Whether one of the pair's texts is among them; the language that was learnt may stand on either side. */
    public boolean holds(Example pair) {
        return holds(pair.source()) || holds(pair.target());
    }

    /** How many of these pairs are among them. */
    public int among(List<Example> pairs) {
        return (int) pairs.stream().filter(this::holds).count();
    }

    /**
     * Refuses pairs that an encoder has seen: its judgement of them would be memory.
     *
     * @param encoder as people know it
     * @param role what the pairs are for
     */
    public void refuse(String encoder, String role, List<Example> pairs) {
        List<Example> seen = pairs.stream().filter(this::holds).toList();
        if (!seen.isEmpty()) {
            throw Check.refuse(
                    "%s: %s has learnt from %d of the %d pairs for %s, the first is %s: set task.reserved to the share that it learnt"
                            + " from (its recipe.yaml says which), take them out of the file, or use another encoder",
                    seen.get(0).place(),
                    encoder,
                    seen.size(),
                    pairs.size(),
                    role,
                    seen.get(0).id());
        }
    }

    private static long hash(String text) {
        return CounterRandom.bits(CounterRandom.coordinate(
                Normalizer.normalize(text, Normalizer.Form.NFC).strip()));
    }
}

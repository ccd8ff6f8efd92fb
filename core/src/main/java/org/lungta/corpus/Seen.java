package org.lungta.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lungta.check.Check;
import org.lungta.random.CounterRandom;

/** The texts of one language that an encoder has learnt from, as 64-bit hashes: enough to notice them, not to read them. */
public final class Seen {
    private final Set<Long> hashes;

    private Seen(Set<Long> hashes) {
        this.hashes = hashes;
    }

    public static Seen of(List<String> texts) {
        return new Seen(texts.stream().map(Seen::hash).collect(Collectors.toCollection(TreeSet::new)));
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

    /** Refuses examples whose text in the learnt language the encoder has seen: its judgement of them would be memory. */
    public void refuse(List<Example> examples, java.util.function.Function<Example, String> learnt) {
        List<Example> seen =
                examples.stream().filter(e -> holds(learnt.apply(e))).toList();
        if (!seen.isEmpty()) {
            throw Check.refuse(
                    "%s: the encoder was trained on %d of these %d texts, the first is %s: take the other portion of the file",
                    seen.get(0).place(),
                    seen.size(),
                    examples.size(),
                    seen.get(0).id());
        }
    }

    private static long hash(String text) {
        return CounterRandom.bits(CounterRandom.coordinate(
                Normalizer.normalize(text, Normalizer.Form.NFC).strip()));
    }
}

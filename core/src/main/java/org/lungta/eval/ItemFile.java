package org.lungta.eval;

import static org.lungta.check.Check.refuse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Items of an evaluation, one JSON a line, computed batch by batch. What is on disk is not computed again; a batch that was cut
 * off is computed whole, so that batches, and with them the last bits of bfloat16, are the same as without the interruption.
 */
final class ItemFile<T> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Class<T> type;

    ItemFile(Path file, Class<T> type) {
        this.file = file;
        this.type = type;
    }

    /**
     * The items of all batches.
     *
     * @param size how many items a batch makes
     */
    <B> List<T> complete(List<B> batches, Function<B, Integer> size, Function<B, List<T>> compute, Progress progress) {
        List<String> lines = new ArrayList<>(wholeLines());
        List<T> items = new ArrayList<>();
        int kept = 0;
        int done = 0;
        while (done < batches.size() && kept + size.apply(batches.get(done)) <= lines.size()) {
            int end = kept + size.apply(batches.get(done++));
            for (; kept < end; kept++) {
                items.add(parse(lines.get(kept), kept + 1));
            }
        }
        rewrite(lines.subList(0, kept));
        for (; done < batches.size(); done++) {
            progress.at(done, batches.size());
            List<T> made = compute.apply(batches.get(done));
            append(made);
            items.addAll(made);
        }
        progress.at(done, batches.size());
        return items;
    }

    private List<String> wholeLines() {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read (%s); remove it to evaluate again", file, unreadable);
        }
    }

    private T parse(String line, int number) {
        try {
            return JSON.readValue(line, type);
        } catch (JacksonException malformed) {
            throw refuse(
                    "%s, line %d is not an item (%s); remove the file to evaluate again",
                    file, number, malformed.getOriginalMessage());
        }
    }

    private void rewrite(List<String> lines) {
        try {
            Files.createDirectories(file.getParent());
            long bytes = lines.stream()
                    .mapToLong(l -> l.getBytes(StandardCharsets.UTF_8).length + 1L)
                    .sum();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.truncate(bytes);
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private void append(List<T> items) {
        StringBuilder text = new StringBuilder();
        items.forEach(item -> text.append(JSON.writeValueAsString(item)).append('\n'));
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException full) {
            throw refuse("%s cannot be written (%s): free some space, then run again with --resume", file, full);
        }
    }
}

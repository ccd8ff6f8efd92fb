package org.lungta.gguf;

import static org.lungta.check.Check.refuse;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/** The formats that are read, by the numbers of ggml's {@code enum ggml_type}. */
final class BlockFormats {
    private static final Map<Long, BlockFormat> BY_NUMBER = Map.ofEntries(
            Map.entry(0L, new F32()),
            Map.entry(1L, new F16()),
            Map.entry(2L, new Q4x0()),
            Map.entry(3L, new Q4x1()),
            Map.entry(6L, new Q5x0()),
            Map.entry(7L, new Q5x1()),
            Map.entry(8L, new Q8x0()),
            Map.entry(12L, new Q4k()),
            Map.entry(13L, new Q5k()),
            Map.entry(14L, new Q6k()),
            Map.entry(30L, new Bf16()));

    private BlockFormats() {}

    static BlockFormat of(Path file, String tensor, long number) {
        BlockFormat format = BY_NUMBER.get(number);
        if (format == null) {
            throw refuse(
                    "%s: tensor \"%s\" is of ggml type %d, which is not read (%s are): take the model in another quantisation,"
                            + " such as Q8_0 or Q4_K_M",
                    file, tensor, number, names());
        }
        return format;
    }

    private static String names() {
        return BY_NUMBER.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(entry -> entry.getValue().name())
                .collect(Collectors.joining(", "));
    }
}

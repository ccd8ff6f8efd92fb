package org.lungta.run;

import static org.lungta.check.Check.refuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lungta.checkpoint.AtomicFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The losses of a pre-training, update by update, as a table that can be kept beside the model: {@code step,loss}. */
public record LossCurve(List<Double> losses) {
    /** Its name beside a model, which is not a part of the model's hash. */
    public static final String FILE = "lungta-curve.csv";

    private static final String HEADER = "step,loss";

    public LossCurve {
        losses = List.copyOf(losses);
    }

    static LossCurve ofJournal(Path journal) {
        List<Double> losses = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(journal, StandardCharsets.UTF_8)) {
                JsonNode update = RunFolder.JSON.readTree(line);
                losses.add(update.path("loss").asDouble());
            }
        } catch (IOException | JacksonException broken) {
            throw refuse("%s cannot be read: %s", journal, broken.getMessage());
        }
        return new LossCurve(losses);
    }

    /** Reads what {@link #write} wrote. */
    public static LossCurve parse(String csv) {
        return new LossCurve(csv.lines()
                .skip(1)
                .map(line -> Double.parseDouble(line.substring(line.indexOf(',') + 1)))
                .toList());
    }

    void write(Path file) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (int i = 0; i < losses.size(); i++) {
            text.append(String.format(Locale.ROOT, "%d,%.5f%n", i + 1, losses.get(i)));
        }
        AtomicFiles.write(file, text.toString().replace("\r", ""));
    }
}

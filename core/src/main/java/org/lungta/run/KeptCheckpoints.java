package org.lungta.run;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lungta.checkpoint.AtomicFiles;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Row;
import org.lungta.report.ModelCard;
import tools.jackson.core.JacksonException;

/** What a run keeps of each checkpoint, {@code checkpoints.json}: the adapter for use, the outputs on the test for judges. */
public record KeptCheckpoints(List<Kept> checkpoints) {
    private static final String NAME = "checkpoints.json";

    /**
     * One checkpoint. Paths are below the run folder.
     *
     * @param adapter empty for one that has no folder of its own: the base, a scaled adapter
     * @param outputs the items of the test
     */
    public record Kept(Row.Key row, Optional<String> adapter, Optional<String> outputs) {
        static Kept in(Path run, Row.Key row, Optional<Path> adapter, Optional<Path> outputs) {
            return new Kept(row, adapter.flatMap(folder -> below(run, folder)), outputs.flatMap(f -> below(run, f)));
        }

        private static Optional<String> below(Path run, Path path) {
            Path root = run.toAbsolutePath().normalize();
            Path full = path.toAbsolutePath().normalize();
            return full.startsWith(root)
                    ? Optional.of(root.relativize(full).toString().replace('\\', '/'))
                    : Optional.empty();
        }
    }

    public KeptCheckpoints {
        checkpoints = List.copyOf(checkpoints);
    }

    public static KeptCheckpoints read(Path run) {
        Path file = run.resolve(NAME);
        require(Files.isRegularFile(file), "%s holds no %s: run it again with --resume, which writes it", run, NAME);
        try {
            return RunFolder.JSON.readValue(Files.readString(file, StandardCharsets.UTF_8), KeptCheckpoints.class);
        } catch (IOException | JacksonException broken) {
            throw refuse("%s cannot be read (%s): run again with --resume, which writes it", file, broken.getMessage());
        }
    }

    void write(Path run) {
        AtomicFiles.write(run.resolve(NAME), RunFolder.JSON.writeValueAsString(this) + "\n");
    }

    /** Where the adapter of a checkpoint lies. */
    public Optional<Path> adapter(Path run, Row.Key row) {
        return of(row).flatMap(Kept::adapter).map(run::resolve);
    }

    /** Where the outputs of a checkpoint on the test lie. */
    public Optional<Path> outputs(Path run, Row.Key row) {
        return of(row).flatMap(Kept::outputs).map(run::resolve);
    }

    private Optional<Kept> of(Row.Key row) {
        return checkpoints.stream().filter(kept -> kept.row().equals(row)).findFirst();
    }

    /** Writes a model card beside every adapter. */
    void describe(Path run, Experiment experiment) {
        checkpoints.forEach(kept ->
                kept.adapter().ifPresent(folder -> ModelCard.write(run.resolve(folder), experiment, kept.row())));
    }
}

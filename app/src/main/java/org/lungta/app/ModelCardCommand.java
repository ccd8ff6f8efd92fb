package org.lungta.app;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lungta.checkpoint.AdapterFolder;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Row;
import org.lungta.report.ModelCard;
import org.lungta.run.KeptCheckpoints;
import org.lungta.run.RunEvidence;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** lungta model-card. */
@Command(
        name = "model-card",
        description =
                "Writes the README.md of an adapter from what a run measured: metadata for Hugging Face, ledger, use, limits.",
        mixinStandardHelpOptions = true)
final class ModelCardCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run's folder.")
    private Path run;

    @Option(names = "--arm", required = true, paramLabel = "NAME", description = "Which training the adapter is of.")
    private String arm;

    @Option(names = "--seed", paramLabel = "S", description = "Its seed; may be left out where there is one.")
    private String seed;

    @Option(names = "--step", paramLabel = "N", description = "The checkpoint; the last unless given.")
    private Integer step;

    @Option(
            names = "--adapter",
            paramLabel = "DIR",
            description = "The adapter's folder, such as a copy to be published; the one in the run unless given.")
    private Path adapter;

    @Override
    public Integer call() {
        Experiment experiment = RunEvidence.read(run);
        Row.Key row = row(experiment);
        Path folder = adapter != null ? adapter : kept(row);
        require(AdapterFolder.isOne(folder), "%s is no adapter's folder: name one with --adapter", folder);
        requireOurs(folder.resolve("README.md"));
        ModelCard.write(folder, experiment, row);
        Main.print(folder.resolve("README.md").toString());
        return 0;
    }

    private Row.Key row(Experiment experiment) {
        List<Row.Key> rows = experiment.rows().stream().map(Row::key).toList();
        List<Row.Key> found = rows.stream()
                .filter(key -> key.arm().equals(arm))
                .filter(key -> seed == null || key.seed().equals(seed))
                .filter(key -> step == null || key.step() == step)
                .toList();
        require(
                !found.isEmpty(),
                "%s has no such checkpoint; it has %s",
                run,
                rows.stream().map(Row.Key::toString).collect(Collectors.joining("; ")));
        require(
                found.stream().map(Row.Key::seed).distinct().count() == 1,
                "%s has several seeds: give --seed, one of %s",
                arm,
                found.stream().map(Row.Key::seed).distinct().toList());
        return found.get(found.size() - 1);
    }

    private Path kept(Row.Key row) {
        return KeptCheckpoints.read(run)
                .adapter(run, row)
                .orElseThrow(() -> refuse("%s keeps no adapter of %s: name a folder with --adapter", run, row));
    }

    /** A page that somebody wrote is not overwritten. */
    private static void requireOurs(Path card) {
        try {
            require(
                    !Files.exists(card)
                            || Files.readString(card, StandardCharsets.UTF_8).contains("made by Lungta"),
                    "%s is not a card of Lungta: move it away first",
                    card);
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", card, unreadable);
        }
    }
}

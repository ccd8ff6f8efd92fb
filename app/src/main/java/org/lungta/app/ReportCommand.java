package org.lungta.app;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lungta.evidence.Experiment;
import org.lungta.report.Report;
import org.lungta.run.RunEvidence;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** lungta report. */
@Command(
        name = "report",
        description =
                "Reports what one run found, or compares several: report.html, results.csv, results.md, results.tex.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            description = "Run folders. Equal settings and other seeds are repetitions.")
    private List<Path> runs;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where the report goes; of a single run, the folder report in it unless given.")
    private Path output;

    @Override
    public Integer call() {
        require(
                output != null || runs.size() == 1,
                "a report of %d runs needs a place: give --output DIR",
                runs.size());
        List<Experiment> experiments = new ArrayList<>();
        runs.forEach(run -> experiments.add(RunEvidence.read(run)));
        Report report = Report.of(experiments);
        Path folder = output == null ? runs.get(0).resolve("report") : output;
        report.write(folder);
        Main.print(report.table().strip());
        Main.print("");
        report.summary().forEach(Main::print);
        Main.print("");
        Main.print(folder.resolve("report.html").toString());
        return 0;
    }
}

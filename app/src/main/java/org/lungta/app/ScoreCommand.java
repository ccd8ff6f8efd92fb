package org.lungta.app;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lungta.check.TextFile;
import org.lungta.metric.CorpusMetric;
import org.lungta.metric.Metrics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** lungta score. */
@Command(
        name = "score",
        description =
                "Scores lines against reference lines: bleu, bleu-char, chrf, chrf++, rouge-l, rouge-l-char, lf-bleu4, ter.",
        mixinStandardHelpOptions = true)
final class ScoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "METRIC", arity = "1..*", description = "What to compute.")
    private List<String> metrics;

    @Option(names = "--hypotheses", required = true, paramLabel = "FILE", description = "One output a line.")
    private Path hypotheses;

    @Option(names = "--references", required = true, paramLabel = "FILE", description = "One reference a line.")
    private Path references;

    @Option(
            names = "--language",
            defaultValue = "zh",
            description = "zh, bo or en: how words are cut; default ${DEFAULT-VALUE}.")
    private String language;

    @Option(
            names = "--json",
            description = "One JSON object: {\"bleu\": {\"score\", \"low\", \"high\", \"signature\"}, ...}.")
    private boolean json;

    @Override
    public Integer call() {
        List<CorpusMetric> chosen =
                metrics.stream().map(m -> Metrics.named(m, language)).toList();
        List<String> outputs = TextFile.lines(hypotheses);
        List<String> expected = TextFile.lines(references);
        require(
                outputs.size() == expected.size(),
                "%s has %d lines, %s has %d: each output needs its reference on the same line",
                hypotheses,
                outputs.size(),
                references,
                expected.size());
        require(!outputs.isEmpty(), "%s is empty: there is nothing to score", hypotheses);
        Map<String, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < metrics.size(); i++) {
            CorpusMetric.Result result = chosen.get(i).score(outputs, expected);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("score", result.score());
            one.put("low", result.interval().low());
            one.put("high", result.interval().high());
            one.put("signature", result.signature());
            all.put(metrics.get(i), one);
            if (!json) {
                Main.print("%-12s %7.3f  [%.3f, %.3f]  %s"
                        .formatted(
                                metrics.get(i),
                                result.score(),
                                result.interval().low(),
                                result.interval().high(),
                                result.signature()));
            }
        }
        if (json) {
            Main.print(JsonMapper.builder().build().writeValueAsString(all));
        }
        return 0;
    }
}

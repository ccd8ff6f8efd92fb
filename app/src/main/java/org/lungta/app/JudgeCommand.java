package org.lungta.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lungta.judge.Judged;
import org.lungta.judge.Outputs;
import org.lungta.judge.Protocol;
import org.lungta.judge.Ranking;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** lungta judge. */
@Command(
        name = "judge",
        description =
                "Says whose outputs are preferred: every pair in both orders, ties allowed; answers are kept on disk.",
        mixinStandardHelpOptions = true)
final class JudgeCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "2..*",
            description = "Outputs of two systems or more for the same prompts: items of an evaluation.")
    private List<Path> files;

    @Mixin
    private JudgeOptions judges;

    @Option(
            names = "--cache",
            defaultValue = ".lungta/judge",
            paramLabel = "DIR",
            description = "Where answers are kept; default ${DEFAULT-VALUE}.")
    private Path cache;

    @Option(names = "--strict", description = "A win in one order and a tie in the other is a tie; without it, a win.")
    private boolean strict;

    @Option(
            names = "--again",
            defaultValue = "0.1",
            description = "The share of questions that is asked a second time; default ${DEFAULT-VALUE}.")
    private double again;

    @Option(
            names = "--seed",
            defaultValue = "12345",
            description = "Of the order of questions; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--json",
            description = "One JSON object: {\"judge\", \"pairs\": [{first, second, preference}], \"elo\"}.")
    private boolean json;

    @Override
    public Integer call() {
        List<Outputs> systems =
                files.stream().map(file -> Outputs.read(file.toString(), file)).toList();
        Ranking.Settings settings = new Ranking.Settings(
                cache, new Protocol(again, seed), strict ? Judged.Resolution.STRICT : Judged.Resolution.LENIENT);
        Ranking ranking = judges.chosen().with(judge -> Ranking.of(judge, systems, settings));
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("judge", ranking.judge());
            all.put("pairs", ranking.contests());
            all.put("elo", ranking.elo());
            Main.print(JsonMapper.builder().build().writeValueAsString(all));
        } else {
            ranking.lines().forEach(Main::print);
        }
        return 0;
    }
}

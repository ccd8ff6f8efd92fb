package org.lungta.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lungta.judge.CachedJudge;
import org.lungta.judge.Judge;
import org.lungta.judge.Judged;
import org.lungta.judge.Preference;
import org.lungta.judge.Protocol;
import org.lungta.judge.Tournament;
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
    private static final int RESAMPLES = 1000;

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

    /** Two systems and what the judge prefers. */
    private record Contest(String first, String second, Preference preference) {}

    @Override
    public Integer call() {
        List<OutputFile> systems = files.stream().map(OutputFile::read).toList();
        return judges.with(judge -> judge(judge, systems));
    }

    private int judge(Judge judge, List<OutputFile> systems) {
        CachedJudge kept = CachedJudge.in(cache, judge);
        Protocol protocol = new Protocol(again, seed);
        Judged.Resolution resolution = strict ? Judged.Resolution.STRICT : Judged.Resolution.LENIENT;
        List<Contest> contests = new ArrayList<>();
        List<Tournament.Match> matches = new ArrayList<>();
        for (int i = 0; i < systems.size(); i++) {
            for (int j = i + 1; j < systems.size(); j++) {
                String first = systems.get(i).file().toString();
                String second = systems.get(j).file().toString();
                Protocol.Answers answers =
                        protocol.judge(kept, kept.again(), systems.get(i).against(systems.get(j)));
                contests.add(new Contest(first, second, Preference.of(answers, resolution)));
                answers.judged()
                        .forEach(judged -> matches.add(new Tournament.Match(
                                first, second, judged.pair().id(), judged.outcome(resolution))));
            }
        }
        print(judge, contests, matches, systems.size());
        return 0;
    }

    private void print(Judge judge, List<Contest> contests, List<Tournament.Match> matches, int systems) {
        Map<String, Object> elo = systems > 2 ? standings(matches) : Map.of();
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("judge", judge.id());
            all.put("pairs", contests);
            all.put("elo", elo);
            Main.print(JsonMapper.builder().build().writeValueAsString(all));
            return;
        }
        Main.print("judge: " + judge.id());
        contests.forEach(c -> Main.print(c.first() + " against " + c.second() + ": " + c.preference()));
        elo.forEach((name, value) -> Main.print(name + ": Elo " + value));
    }

    private Map<String, Object> standings(List<Tournament.Match> matches) {
        Tournament tournament = Tournament.of(matches, RESAMPLES, seed);
        Map<String, Object> elo = new LinkedHashMap<>();
        tournament
                .elo()
                .forEach((name, bounds) -> elo.put(
                        name,
                        String.format(
                                Locale.ROOT,
                                "%+.1f [%+.1f, %+.1f]%s",
                                tournament.strengths().elo(name),
                                bounds.low(),
                                bounds.high(),
                                tournament.strengths().smoothed() ? ", half a win added to each side" : "")));
        return elo;
    }
}

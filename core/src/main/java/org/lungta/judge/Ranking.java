package org.lungta.judge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a judge prefers among systems: every two of them, and Bradley and Terry's strengths as Elo where there are more than two.
 *
 * @param judge its id
 * @param elo by system, with its interval
 */
public record Ranking(String judge, List<Contest> contests, Map<String, String> elo) {
    private static final int RESAMPLES = 1000;

    /** Two systems and what the judge prefers. */
    public record Contest(String first, String second, Preference preference) {}

    /** How it is judged. */
    public record Settings(Path cache, Protocol protocol, Judged.Resolution resolution) {}

    /** Asks the judge, or takes what it has answered before. */
    public static Ranking of(Judge judge, List<Outputs> systems, Settings settings) {
        CachedJudge kept = CachedJudge.in(settings.cache(), judge);
        List<Contest> contests = new ArrayList<>();
        List<Tournament.Match> matches = new ArrayList<>();
        for (int i = 0; i < systems.size(); i++) {
            for (int j = i + 1; j < systems.size(); j++) {
                String first = systems.get(i).name();
                String second = systems.get(j).name();
                Protocol.Answers answers = settings.protocol()
                        .judge(kept, kept.again(), systems.get(i).against(systems.get(j)));
                contests.add(new Contest(first, second, Preference.of(answers, settings.resolution())));
                answers.judged()
                        .forEach(judged -> matches.add(new Tournament.Match(
                                first, second, judged.pair().id(), judged.outcome(settings.resolution()))));
            }
        }
        Map<String, String> elo =
                systems.size() > 2 ? elo(matches, settings.protocol().seed()) : Map.of();
        return new Ranking(judge.id(), contests, elo);
    }

    private static Map<String, String> elo(List<Tournament.Match> matches, long seed) {
        Tournament tournament = Tournament.of(matches, RESAMPLES, seed);
        Map<String, String> elo = new LinkedHashMap<>();
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

    /** For a terminal. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("judge: " + judge));
        contests.forEach(c -> lines.add(c.first() + " against " + c.second() + ": " + c.preference()));
        elo.forEach((name, value) -> lines.add(name + ": Elo " + value));
        return lines;
    }
}

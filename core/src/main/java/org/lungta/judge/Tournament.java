package org.lungta.judge;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lungta.random.CounterRandom;
import org.lungta.statistics.Bounds;
import org.lungta.statistics.BradleyTerry;
import org.lungta.statistics.BradleyTerry.Contest;
import org.lungta.statistics.Percentile;

/**
 * More than two systems, each pair of them judged on the same prompts: Bradley and Terry's strengths, with percentile intervals from
 * resampling the prompts.
 */
public record Tournament(BradleyTerry strengths, Map<String, Bounds> elo) {
    /** One judged pair of outputs, with the systems that made them. */
    public record Match(String first, String second, String prompt, Judged.Outcome outcome) {}

    /**
     * The standings.
     *
     * @param seed of the resamples
     */
    public static Tournament of(List<Match> matches, int resamples, long seed) {
        require(resamples >= 100, "%d resamples are too few for a 95 %% interval: take 1000", resamples);
        Map<String, List<Match>> byPrompt = new TreeMap<>();
        matches.forEach(m ->
                byPrompt.computeIfAbsent(m.prompt(), p -> new ArrayList<>()).add(m));
        List<List<Match>> prompts = List.copyOf(byPrompt.values());
        BradleyTerry all = BradleyTerry.of(contests(matches));
        Map<String, List<Double>> drawn = new TreeMap<>();
        for (int b = 0; b < resamples; b++) {
            List<Match> sample = new ArrayList<>();
            for (int i = 0; i < prompts.size(); i++) {
                sample.addAll(prompts.get((int) (CounterRandom.uniform(seed, b, i) * prompts.size())));
            }
            BradleyTerry strengths = BradleyTerry.of(contests(sample));
            strengths
                    .logStrengths()
                    .keySet()
                    .forEach(name ->
                            drawn.computeIfAbsent(name, n -> new ArrayList<>()).add(strengths.elo(name)));
        }
        Map<String, Bounds> elo = new TreeMap<>();
        drawn.forEach((name, values) ->
                elo.put(name, new Bounds(Percentile.of(values, 0.025), Percentile.of(values, 0.975))));
        return new Tournament(all, elo);
    }

    private static List<Contest> contests(List<Match> matches) {
        return matches.stream()
                .map(m -> new Contest(
                        m.first(),
                        m.second(),
                        m.outcome() == Judged.Outcome.FIRST ? 1 : 0,
                        m.outcome() == Judged.Outcome.SECOND ? 1 : 0,
                        m.outcome() == Judged.Outcome.TIE ? 1 : 0))
                .toList();
    }
}

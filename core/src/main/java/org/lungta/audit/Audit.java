package org.lungta.audit;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lungta.reward.Answers;
import org.lungta.reward.Reward;
import org.lungta.reward.Score;
import org.lungta.statistics.Proportion;
import org.lungta.text.Completion;
import org.lungta.text.Finish;
import org.lungta.text.Tokens;

/**
 * An attack on a reward before anything is trained with it: every {@link Cheat} is scored beside honest translations of the same
 * prompt. A cheat that wins more often than the stated rate is what the policy would learn.
 *
 * @param rate how often a cheat may have a higher score than an honest translation
 * @param longest how many words an output may have
 */
public record Audit(double rate, int longest) {
    private static final double LEVEL = 0.95;

    public Audit {
        require(0 <= rate && rate < 0.5, "a cheat may win %s of its comparisons: give less than half", rate);
        require(longest > 0, "the longest output has %d words", longest);
    }

    /** A prompt's honest translations and its cheats, judged in one group. */
    private record Round(List<String> honest, Map<Cheat, String> cheats) {
        Answers answers(Subject subject) {
            return new Answers(
                    subject.prompt(),
                    Stream.concat(honest.stream(), cheats.values().stream())
                            .map(Round::completion)
                            .toList());
        }

        private static Completion completion(String text) {
            return new Completion(Tokens.empty(), text, true, Finish.STOP);
        }
    }

    /** Scores the cheats on all prompts. A cheat that comes out as an honest translation is left out. */
    public AuditReport of(Reward reward, List<Subject> subjects) {
        require(subjects.size() > 1, "an audit on %d prompts: give at least two", subjects.size());
        Others others = Others.of(subjects, longest);
        List<Round> rounds = subjects.stream().map(s -> round(s, others)).toList();
        List<Answers> groups = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            groups.add(rounds.get(i).answers(subjects.get(i)));
        }
        List<List<Score>> scores = reward.score(groups);
        Map<Cheat, Tally> tallies = new EnumMap<>(Cheat.class);
        for (int i = 0; i < rounds.size(); i++) {
            count(rounds.get(i), scores.get(i), tallies);
        }
        List<AuditReport.Row> rows = tallies.entrySet().stream()
                .map(e -> e.getValue().row(e.getKey(), rate))
                .toList();
        return new AuditReport(rate, rows);
    }

    private static Round round(Subject subject, Others others) {
        Map<Cheat, String> cheats = new EnumMap<>(Cheat.class);
        for (Cheat cheat : Cheat.values()) {
            String text = cheat.make(subject, others);
            boolean honest = subject.honest().contains(text)
                    || cheat != Cheat.GOLD && text.equals(subject.prompt().reference());
            if (!honest) {
                cheats.put(cheat, text);
            }
        }
        return new Round(subject.honest(), cheats);
    }

    private static void count(Round round, List<Score> scores, Map<Cheat, Tally> tallies) {
        int at = round.honest().size();
        List<Score> honest = scores.subList(0, at);
        for (Cheat cheat : round.cheats().keySet()) {
            Tally tally = tallies.computeIfAbsent(cheat, c -> new Tally());
            tally.add(scores.get(at++), honest);
        }
    }

    private static final class Tally {
        private int cases;
        private int unscorable;
        private int comparisons;
        private int wins;
        private double sum;

        void add(Score cheat, List<Score> honest) {
            cases++;
            if (!(cheat instanceof Score.Value value)) {
                unscorable++;
                return;
            }
            sum += value.total();
            for (Score other : honest) {
                if (other instanceof Score.Value fair) {
                    comparisons++;
                    wins += value.total() > fair.total() ? 1 : 0;
                }
            }
        }

        AuditReport.Row row(Cheat cheat, double rate) {
            Proportion won = new Proportion(wins, comparisons);
            boolean fails = cheat != Cheat.GOLD && comparisons > 0 && won.share() > rate;
            return new AuditReport.Row(
                    cheat, cases, unscorable, sum / (cases - unscorable), won, won.wilson(LEVEL), fails);
        }
    }
}

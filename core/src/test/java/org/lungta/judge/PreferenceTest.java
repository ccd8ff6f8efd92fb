package org.lungta.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import org.lungta.judge.Judged.Outcome;
import org.lungta.judge.Judged.Resolution;
import org.lungta.judge.Opinion.Choice;
import org.lungta.random.CounterRandom;

class PreferenceTest {
    @TempDir
    private Path folder;

    private static Judged judged(Choice forward, Choice backward) {
        return new Judged(new Pair("1", "s", "r", "x", "y"), new Opinion(forward, ""), new Opinion(backward, ""));
    }

    @Test
    void bothOrdersTogetherDecide() {
        assertThat(judged(Choice.A, Choice.B).outcome(Resolution.STRICT)).isEqualTo(Outcome.FIRST);
        assertThat(judged(Choice.B, Choice.A).outcome(Resolution.STRICT)).isEqualTo(Outcome.SECOND);
        assertThat(judged(Choice.A, Choice.A).outcome(Resolution.LENIENT)).isEqualTo(Outcome.TIE); // a contradiction
        assertThat(judged(Choice.A, Choice.A).consistent()).isFalse();
        assertThat(judged(Choice.A, Choice.TIE).outcome(Resolution.STRICT)).isEqualTo(Outcome.TIE);
        assertThat(judged(Choice.A, Choice.TIE).outcome(Resolution.LENIENT)).isEqualTo(Outcome.FIRST);
        assertThat(judged(Choice.TIE, Choice.A).outcome(Resolution.LENIENT)).isEqualTo(Outcome.SECOND);
        assertThat(judged(Choice.TIE, Choice.TIE).consistent()).isTrue();
        assertThat(judged(Choice.UNPARSEABLE, Choice.B).outcome(Resolution.STRICT))
                .isEqualTo(Outcome.TIE);
    }

    /** Two systems, equally good: each output is longer by the toss of a coin. */
    private static List<Pair> evenPairs(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> CounterRandom.uniform(4, i) < 0.5
                        ? new Pair("" + i, "s", "r", "x" + i + "+", "x" + i)
                        : new Pair("" + i, "s", "r", "x" + i, "x" + i + "+"))
                .toList();
    }

    @Test
    void aJudgeThatFavoursAPlaceIsFoundOutAndDoesNoHarm() {
        NoisyJudge judge = new NoisyJudge(0.1, 0.4, 1);
        Protocol.Answers answers = Protocol.standard().judge(judge, judge, evenPairs(1000));
        Preference found = Preference.of(answers, Resolution.LENIENT);
        assertThat(found.firstPlace().wilson(0.95).low()).isGreaterThan(0.6);
        assertThat(found.consistent().share()).isLessThan(0.7);
        assertThat(found.rate().netInterval(0.99).contains(0)).isTrue();
        long inOneOrder = answers.judged().stream()
                        .filter(j -> j.forward().choice() == Choice.A)
                        .count()
                - answers.judged().stream()
                        .filter(j -> j.forward().choice() == Choice.B)
                        .count();
        assertThat(inOneOrder / 1000.0).isGreaterThan(0.3); // what a single order would have reported
    }

    @Test
    void aGoodJudgeSeesTheBetterSystem() {
        List<Pair> pairs = IntStream.range(0, 100)
                .mapToObj(i -> new Pair("" + i, "s", "r", "x" + i + (i < 80 ? "+++" : ""), "x" + i + "++"))
                .toList();
        NoisyJudge judge = new NoisyJudge(0, 0, 1);
        Preference found = Preference.of(Protocol.standard().judge(judge, judge, pairs), Resolution.STRICT);
        assertThat(found.rate().wins()).isEqualTo(80);
        assertThat(found.rate().losses()).isEqualTo(20);
        assertThat(found.consistent().share()).isEqualTo(1);
        assertThat(found.firstPlace().share()).isEqualTo(0.5);
        assertThat(found.repeated().share()).isEqualTo(1);
        assertThat(found.repeated().trials()).isBetween(3, 20);
        assertThat(found.toString()).startsWith("80 wins, 20 losses, 0 ties; net +0.600 [");
    }

    @Test
    void answersKeepTheOrderOfThePairs() {
        List<Pair> pairs = evenPairs(30);
        NoisyJudge judge = new NoisyJudge(0, 0, 1);
        assertThat(new Protocol(0, 7).judge(judge, judge, pairs).judged())
                .extracting(Judged::pair)
                .isEqualTo(pairs);
    }

    @Test
    void chrfJudgesByTheReference() {
        ScoreJudge judge = ScoreJudge.chrf(2);
        assertThat(judge.compare(new Judge.Question("s", "他买了书", "他买了书", "妈妈煮茶"))
                        .choice())
                .isEqualTo(Choice.A);
        assertThat(judge.compare(new Judge.Question("s", "他买了书", "妈妈煮茶", "他买了书"))
                        .choice())
                .isEqualTo(Choice.B);
        assertThat(judge.compare(new Judge.Question("s", "他买了书", "他卖了书", "他卖了书"))
                        .choice())
                .isEqualTo(Choice.TIE);
        ScoreJudge broken = new ScoreJudge("broken", (output, reference) -> Double.NaN, 0);
        assertThat(broken.compare(new Judge.Question("s", "r", "a", "b")).choice())
                .isEqualTo(Choice.UNPARSEABLE);
    }

    /** Counts how often it is asked. */
    private static final class Counting implements Judge {
        private int asked;

        @Override
        public String id() {
            return "counting";
        }

        @Override
        public Opinion compare(Question question) {
            asked++;
            return new Opinion(Choice.A, "answer " + asked);
        }
    }

    @Test
    void whatWasAskedOnceIsNotAskedAgain() {
        Counting counting = new Counting();
        CachedJudge first = CachedJudge.in(folder, counting);
        Judge.Question question = new Judge.Question("s", "r", "a", "b");
        Opinion answer = first.compare(question);
        assertThat(CachedJudge.in(folder, counting).compare(question)).isEqualTo(answer);
        assertThat(counting.asked).isEqualTo(1);
        first.compare(question.swapped());
        assertThat(counting.asked).isEqualTo(2); // another order is another question
        first.again().compare(question);
        assertThat(counting.asked).isEqualTo(3); // and so is the same one for the second time
        first.again().compare(question);
        assertThat(counting.asked).isEqualTo(3);
        assertThat(new RecordedJudge("counting", folder).compare(question)).isEqualTo(answer);
        RecordedJudge other = new RecordedJudge("another judge", folder);
        assertThatThrownBy(() -> other.compare(question))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no answer");
    }

    @Test
    void aBrokenAnswerOnDiskIsNamed() throws Exception {
        CachedJudge judge = CachedJudge.in(folder, new Counting());
        Judge.Question question = new Judge.Question("s", "r", "a", "b");
        judge.compare(question);
        Path file;
        try (Stream<Path> files = Files.walk(folder)) {
            file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        Files.writeString(file, "{\"judge\":");
        assertThatThrownBy(() -> judge.compare(question))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("delete it");
    }

    @Test
    void aTournamentRanksSystemsAndSaysHowSurely() {
        List<Tournament.Match> matches = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            matches.add(match("grpo", "sft", i, 0.7));
            matches.add(match("grpo", "base", i, 0.9));
            matches.add(match("sft", "base", i, 0.8));
        }
        Tournament found = Tournament.of(matches, 200, 3);
        assertThat(found.strengths().smoothed()).isFalse();
        for (String name : List.of("grpo", "sft", "base")) {
            assertThat(found.elo().get(name).contains(found.strengths().elo(name)))
                    .isTrue();
        }
        assertThat(found.elo().get("grpo").low())
                .isGreaterThan(found.elo().get("base").high());
        assertThat(found.strengths().chance("grpo", "sft")).isCloseTo(0.7, within(0.12));
    }

    private static Tournament.Match match(String first, String second, int prompt, double chance) {
        double u = CounterRandom.uniform(9, CounterRandom.coordinate(first + second), prompt);
        return new Tournament.Match(first, second, "" + prompt, u < chance ? Outcome.FIRST : Outcome.SECOND);
    }
}

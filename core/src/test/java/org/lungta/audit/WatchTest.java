package org.lungta.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lungta.random.CounterRandom;
import org.lungta.reward.Answers;
import org.lungta.reward.Score;
import org.lungta.text.Completion;
import org.lungta.text.Finish;
import org.lungta.text.Prompt;
import org.lungta.text.Tokens;

class WatchTest {
    private static final int STEPS = 150;

    /** A healthy training: reward and independent metric rise together, all else only trembles. */
    private static Measures healthy(int step, double rise, double truth) {
        return new Measures(
                1 + rise * step + 0.1 * noise(step, 1),
                12 + noise(step, 2),
                0.05 + 0.02 * noise(step, 3),
                0.8 + 0.03 * noise(step, 4),
                0.8 + 0.05 * noise(step, 5),
                0.02,
                OptionalDouble.of(0.2 * noise(step, 6)),
                0.1,
                OptionalDouble.of(30 + truth * step + 2 * noise(step, 7)));
    }

    private static double noise(long... at) {
        return 2 * CounterRandom.uniform(at) - 1;
    }

    private static List<Alarm> alarms(IntFunction<Measures> run) {
        Watch watch = new Watch(Watch.Limits.standard());
        List<Alarm> alarms = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            alarms.addAll(watch.see(run.apply(step)));
        }
        return alarms;
    }

    private static List<Alarm.Kind> kinds(IntFunction<Measures> run) {
        return alarms(run).stream().map(Alarm::kind).toList();
    }

    @Test
    void aHealthyTrainingRaisesNothing() {
        assertThat(alarms(step -> healthy(step, 0.004, 0.1))).isEmpty();
        assertThat(alarms(step -> healthy(step, 0, 0))).isEmpty(); // nothing is learnt, and nothing is gamed
    }

    @Test
    void aRewardThatRisesAloneIsAnAlarm() {
        List<Alarm> found = alarms(step -> healthy(step, 0.004, 0));
        assertThat(found).extracting(Alarm::kind).contains(Alarm.Kind.DIVERGENCE);
        assertThat(found.get(0).step()).isGreaterThanOrEqualTo(50); // not before the window is full
        assertThat(found.get(0).toString()).contains("the reward rises and the independent metric does not");
        assertThat(kinds(step -> healthy(step, 0.004, -0.05))).contains(Alarm.Kind.DIVERGENCE);
    }

    /** Replaces one measure of a healthy step. */
    private static Measures with(Measures m, Alarm.Kind kind, double factor) {
        return new Measures(
                m.reward(),
                kind == Alarm.Kind.LONGER || kind == Alarm.Kind.SHORTER ? m.length() * factor : m.length(),
                kind == Alarm.Kind.COPYING ? m.copied() * factor : m.copied(),
                kind == Alarm.Kind.POORER ? m.distinct() * factor : m.distinct(),
                kind == Alarm.Kind.DUPLICATES ? m.unique() * factor : m.unique(),
                kind == Alarm.Kind.REPETITION ? m.repetition() * factor : m.repetition(),
                kind == Alarm.Kind.PAID_BY_LENGTH ? OptionalDouble.of(factor) : m.lengthReward(),
                kind == Alarm.Kind.FLAT ? m.flat() * factor : m.flat(),
                m.independent());
    }

    private static void drifts(Alarm.Kind kind, double small, double large) {
        assertThat(kinds(step -> with(healthy(step, 0.004, 0.1), kind, towards(small, step))))
                .as("%s, a little", kind)
                .isEmpty();
        assertThat(kinds(step -> with(healthy(step, 0.004, 0.1), kind, towards(large, step))))
                .as("%s, much", kind)
                .containsExactly(kind);
    }

    /** 1 at the beginning, the factor from step 100 on. */
    private static double towards(double factor, int step) {
        return 1 + (factor - 1) * Math.min(1, step / 100.0);
    }

    @Test
    void everyDriftIsSeenOnceAndOnlyWhenItIsLarge() {
        drifts(Alarm.Kind.LONGER, 1.2, 2.5);
        drifts(Alarm.Kind.SHORTER, 0.85, 0.4);
        drifts(Alarm.Kind.COPYING, 2, 8);
        drifts(Alarm.Kind.POORER, 0.8, 0.4);
        drifts(Alarm.Kind.DUPLICATES, 0.8, 0.3);
        drifts(Alarm.Kind.REPETITION, 3, 12);
        drifts(Alarm.Kind.FLAT, 2, 7);
    }

    @Test
    void aRewardThatFollowsTheLengthIsAnAlarm() {
        assertThat(kinds(step -> with(healthy(step, 0.004, 0.1), Alarm.Kind.PAID_BY_LENGTH, 0.3)))
                .isEmpty();
        assertThat(kinds(step -> with(healthy(step, 0.004, 0.1), Alarm.Kind.PAID_BY_LENGTH, 0.7)))
                .containsExactly(Alarm.Kind.PAID_BY_LENGTH);
        assertThat(kinds(step -> with(healthy(step, 0.004, 0.1), Alarm.Kind.PAID_BY_LENGTH, -0.7)))
                .containsExactly(Alarm.Kind.PAID_BY_LENGTH);
    }

    @Test
    void anAlarmThatPassedIsRaisedAgainWhenItComesBack() {
        List<Alarm> found =
                alarms(step -> with(healthy(step, 0.004, 0.1), Alarm.Kind.DUPLICATES, step % 60 >= 30 ? 0.2 : 1));
        assertThat(found)
                .extracting(Alarm::kind)
                .containsOnly(Alarm.Kind.DUPLICATES)
                .hasSize(2);
    }

    @Test
    void withoutAnIndependentMetricNothingIsSaidOfDivergence() {
        assertThat(kinds(step -> {
                    Measures m = healthy(step, 0.004, 0);
                    return new Measures(
                            m.reward(),
                            m.length(),
                            m.copied(),
                            m.distinct(),
                            m.unique(),
                            m.repetition(),
                            m.lengthReward(),
                            m.flat(),
                            OptionalDouble.empty());
                }))
                .isEmpty();
    }

    @Test
    void chanceSeldomLooksLikeDivergence() {
        long raised = java.util.stream.LongStream.range(0, 50)
                .filter(run -> kinds(step -> healthy((int) (1000 * (run + 1)) + step, 0, 0))
                        .contains(Alarm.Kind.DIVERGENCE))
                .count();
        assertThat(raised).isLessThanOrEqualTo(5);
    }

    @Test
    void theMeasuresOfAStepAreThoseOfItsTexts() {
        Prompt prompt = new Prompt("p", "k l m", "r", Tokens.of(1));
        Answers first = new Answers(prompt, completions("a b c d", "a b c d", "a b c d e f g h"));
        Answers second = new Answers(prompt, completions("k l", "x x x x x x"));
        List<List<Score>> scores =
                List.of(List.of(value(1), value(1), value(3)), List.of(value(2), new Score.Unscorable("no verdict")));
        Measures found = Measures.of(List.of(first, second), scores, OptionalDouble.empty());
        assertThat(found.reward()).isEqualTo(7 / 4.0);
        assertThat(found.length()).isCloseTo(24 / 5.0, within(1e-12));
        assertThat(found.copied()).isCloseTo(1 / 5.0, within(1e-12)); // "k l" stands in the source
        assertThat(found.unique()).isCloseTo((2 / 3.0 + 1) / 2, within(1e-12));
        assertThat(found.distinct()).isCloseTo(9 / 19.0, within(1e-12)); // 7 of a to h, k l, x x
        assertThat(found.flat()).isEqualTo(0.5); // one score alone has no spread
        assertThat(found.lengthReward()).hasValueCloseTo(1.0, within(1e-12));
        assertThat(found.repetition()).isGreaterThan(0.3); // between 0 and 2/3
    }

    private static List<Completion> completions(String... texts) {
        return Stream.of(texts)
                .map(t -> new Completion(Tokens.empty(), t, true, Finish.STOP))
                .toList();
    }

    private static Score value(double total) {
        return new Score.Value(total, Map.of());
    }
}

package org.lungta.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import org.lungta.metric.Fixture;
import tools.jackson.databind.JsonNode;

class EffectTest {
    private static final Offset<Double> CLOSELY = within(1e-9);
    private static final JsonNode GOLDEN = Fixture.read("statistics").get("paired");

    private static List<Observation> alone(List<Double> differences) {
        return IntStream.range(0, differences.size())
                .mapToObj(i -> new Observation("seed", "item " + i, differences.get(i)))
                .toList();
    }

    @Test
    void ofIndependentItemsItIsTheTTest() {
        Effect effect = Effect.of(alone(Fixture.numbers(GOLDEN.get("x"))));
        assertThat(effect.difference()).isCloseTo(GOLDEN.get("mean").asDouble(), CLOSELY);
        assertThat(effect.error()).isCloseTo(GOLDEN.get("error").asDouble(), CLOSELY);
        assertThat(effect.degrees()).isCloseTo(59, CLOSELY);
        assertThat(effect.pAbove(-1)).isCloseTo(GOLDEN.get("p").asDouble(), CLOSELY);
        assertThat(effect.pBelow(1)).isCloseTo(GOLDEN.get("upper").asDouble(), CLOSELY);
        assertThat(effect.pEquivalent(1)).isCloseTo(GOLDEN.get("p").asDouble(), CLOSELY); // the greater of the two
        assertThat(effect.interval(0.95).low())
                .isCloseTo(GOLDEN.get("two_sided").get(0).asDouble(), CLOSELY);
        assertThat(effect.interval(0.95).high())
                .isCloseTo(GOLDEN.get("two_sided").get(1).asDouble(), CLOSELY);
        assertThat(effect.interval(0.9).low())
                .isCloseTo(GOLDEN.get("interval").get(0).asDouble(), CLOSELY);
    }

    @Test
    void itemsThatRepeatWithinAClusterAddNothing() {
        List<Double> x = Fixture.numbers(GOLDEN.get("x"));
        List<Observation> repeated = new ArrayList<>();
        for (int i = 0; i < 5 * x.size(); i++) {
            repeated.add(new Observation("seed", "context " + i % x.size(), x.get(i % x.size())));
        }
        assertThat(Effect.of(repeated).error()).isCloseTo(Effect.of(alone(x)).error(), CLOSELY);
        assertThat(Effect.of(repeated).sample()).isEqualTo(new Effect.Sample(300, 60, 1));
    }

    @Test
    void whereSeedsAloneDifferTheErrorIsThatOfTheSeeds() {
        List<Observation> observations = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            for (int item = 0; item < 100; item++) {
                observations.add(new Observation("" + seed, "" + item, seed)); // 0, 1, 2: deviation 1
            }
        }
        Effect effect = Effect.of(observations);
        assertThat(effect.error()).isCloseTo(1 / Math.sqrt(3), CLOSELY);
        assertThat(effect.degrees()).isCloseTo(2, CLOSELY);
        assertThat(effect.sample()).isEqualTo(new Effect.Sample(100, 100, 3));
    }

    @Test
    void thePowerIsThatOfTheNoncentralT() {
        for (JsonNode each : Fixture.list(Fixture.read("statistics").get("power"))) {
            Effect effect = new Effect(0, 1, each.get("degrees").asDouble(), new Effect.Sample(60, 60, 1));
            assertThat(effect.power(
                            each.get("ratio").asDouble(), each.get("alpha").asDouble()))
                    .isCloseTo(each.get("exact").asDouble(), within(0.01));
        }
    }

    @Test
    void whatIsDetectableIsFoundWithThatPower() {
        Effect effect = new Effect(0, 0.79, 3218, new Effect.Sample(3219, 3219, 1));
        double least = effect.detectable(0.8, 0.025);
        assertThat(least)
                .isCloseTo(2.2, within(0.02)); // 3,219 answers of which a fifth differ: (1.96 + .84) x .79 points
        assertThat(effect.power(least, 0.025)).isCloseTo(0.8, CLOSELY);
    }

    @Test
    void systemsThatNeverDifferAreEquivalentAtAnyMargin() {
        Effect effect = Effect.of(alone(List.of(0.0, 0.0, 0.0)));
        assertThat(effect.pEquivalent(0.1)).isZero();
        assertThat(effect.pAbove(0)).isEqualTo(1);
    }

    @Test
    void oneClusterAndUnequalSeedsAreRefused() {
        assertThatThrownBy(() -> Effect.of(List.of(new Observation("s", "c", 1), new Observation("s", "c", 2))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("one cluster");
        assertThatThrownBy(() -> Effect.of(List.of(
                        new Observation("s", "c", 1), new Observation("s", "d", 2), new Observation("t", "c", 1))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("every seed");
    }
}

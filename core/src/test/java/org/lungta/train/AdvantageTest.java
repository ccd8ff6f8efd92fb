package org.lungta.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import org.lungta.reward.Score;

class AdvantageTest {
    private static List<Double> group(Advantage advantage, Double... rewards) {
        return advantage
                .of(List.of(Arrays.stream(rewards)
                        .<Score>map(r -> r == null ? new Score.Unscorable("none") : new Score.Value(r, Map.of()))
                        .toList()))
                .get(0);
    }

    @Test
    void aGroupWithEqualRewardsTeachesNothing() {
        assertThat(group(new Advantage.ScaledByGroup(), 0.7, 0.7, 0.7, 0.7 + 1e-9))
                .containsOnly(0.0);
        assertThat(group(new Advantage.Unscaled(), 0.7, 0.7)).containsOnly(0.0);
    }

    @Test
    void advantagesOfAGroupSumToZeroAndDoNotSeeAShift() {
        List<Double> plain = group(new Advantage.ScaledByGroup(), 2.5, 1.0, 1.0, 0.0, 1.75, 1.0, 2.0, 0.25);
        List<Double> shifted = group(new Advantage.ScaledByGroup(), 12.5, 11.0, 11.0, 10.0, 11.75, 11.0, 12.0, 10.25);
        assertThat(plain.stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(0, within(1e-12));
        assertThat(plain.get(0))
                .isCloseTo(1.538433, within(1e-6)); // worked out by hand: (2.5 - 1.1875) / (.853041 + 1e-4)
        for (int i = 0; i < plain.size(); i++) {
            assertThat(shifted.get(i)).isCloseTo(plain.get(i), within(1e-9));
        }
    }

    @Test
    void anUnscorableMemberHasNoPartInItsGroup() {
        List<Double> with = group(new Advantage.ScaledByGroup(), 1.0, null, 2.0);
        List<Double> without = group(new Advantage.ScaledByGroup(), 1.0, 2.0);
        assertThat(with).containsExactly(without.get(0), 0.0, without.get(1));
    }

    private static Score parts(double meaning, double language) {
        return new Score.Value(meaning + language, Map.of("meaning", meaning, "language", language));
    }

    /** A part with a tenth of the spread is a tenth of the sum's signal, and half of it when normalised apart. */
    @Test
    void normalisedApartASmallPartIsNotDrowned() {
        List<List<Score>> groups = List.of(List.of(parts(0, 0.1), parts(1, 0), parts(0, 0), parts(1, 0.1)));
        List<Double> summed = new Advantage.ScaledByGroup().of(groups).get(0);
        List<Double> apart = new Advantage.NormalisedApart(Map.of("meaning", 1.0, "language", 1.0))
                .of(groups)
                .get(0);
        assertThat(summed.get(1)).isGreaterThan(0.7); // meaning alone decides
        assertThat(apart.get(0)).isCloseTo(apart.get(1), within(0.01)); // one part each is worth the same
        assertThat(apart.get(3)).isGreaterThan(1).isCloseTo(-apart.get(2), within(1e-9));
    }

    @Test
    void normalisedApartAnUnscorableMemberHasNoPart() {
        List<Double> found = new Advantage.NormalisedApart(Map.of("meaning", 1.0))
                .of(List.of(List.of(parts(1, 0), new Score.Unscorable("none"), parts(2, 0))))
                .get(0);
        assertThat(found.get(1)).isZero();
        assertThat(found.get(0)).isCloseTo(-found.get(2), within(1e-12)).isNegative();
    }

    @Test
    void aPartThatNoScoreHasIsRefused() {
        Advantage advantage = new Advantage.NormalisedApart(Map.of("fluency", 1.0));
        assertThatThrownBy(() -> advantage.of(List.of(List.of(parts(1, 0), parts(0, 1)))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("fluency");
    }
}

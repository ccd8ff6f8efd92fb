package org.lungta.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AdvantageTest {
    private static List<Double> group(Advantage advantage, Double... rewards) {
        return advantage
                .of(List.of(Arrays.stream(rewards)
                        .map(r -> r == null ? OptionalDouble.empty() : OptionalDouble.of(r))
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
}

package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CutsTest {
    @Test
    void soManyAtATimeAndTheRestBehindThem() {
        assertThat(Cuts.every(2, List.of("a", "b", "c", "d", "e")))
                .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
        assertThat(Cuts.every(2, List.of())).isEmpty();
    }

    @Test
    void aCutIsAsLongAsItsTokensFitIntoTheBudget() {
        assertThat(Cuts.within(10, List.of(4, 6, 1, 9, 5), n -> n))
                .containsExactly(List.of(4, 6), List.of(1, 9), List.of(5));
    }

    @Test
    void whatIsLargerThanTheBudgetIsByItself() {
        assertThat(Cuts.within(10, List.of(30, 4, 20, 4, 4), n -> n))
                .containsExactly(List.of(30), List.of(4), List.of(20), List.of(4, 4));
        assertThat(Cuts.within(10, List.<Integer>of(), n -> n)).isEmpty();
    }

    @Test
    void tokensThatWouldOverflowAnIntStillFillABudget() {
        assertThat(Cuts.within(1L << 31, List.of(Integer.MAX_VALUE, 1, 1), n -> n))
                .containsExactly(List.of(Integer.MAX_VALUE, 1), List.of(1));
    }
}

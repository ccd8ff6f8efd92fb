package org.lungta.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {
    private static final Curve SFT =
            new Curve("sft", List.of(new Point("0", 0, 50), new Point("1", 4, 46), new Point("2", 8, 40)));
    private static final Curve GRPO = new Curve("grpo", List.of(new Point("0", 0, 50), new Point("1", 6, 49)));

    @Test
    void betweenCheckpointsTheCurveIsStraight() {
        assertThat(SFT.at(6).orElseThrow().y()).isCloseTo(43, within(1e-12));
        assertThat(SFT.at(4).orElseThrow().y()).isEqualTo(46);
        assertThat(SFT.at(0).orElseThrow().y()).isEqualTo(50);
    }

    @Test
    void beyondTheCurveNothingIsSaid() {
        assertThat(SFT.at(8.1)).isEmpty();
        assertThat(SFT.at(-0.1)).isEmpty();
        assertThat(GRPO.above(SFT, 7)).isEmpty();
    }

    @Test
    void armsAreComparedWhereTheyLearntEquallyMuch() {
        assertThat(GRPO.above(SFT, 6).orElseThrow()).isCloseTo(6, within(1e-12)); // 49 - 43
        assertThat(GRPO.above(SFT, 3).orElseThrow()).isCloseTo(2.5, within(1e-12)); // 49.5 - 47
        assertThat(GRPO.shared(SFT)).contains(new Bounds(0, 6));
    }

    @Test
    void aPathThatComesBackAnswersWithItsBestPassage() {
        Curve path = new Curve(
                "path",
                List.of(new Point("a", 0, 10), new Point("b", 4, 6), new Point("c", 2, 12), new Point("d", 5, 0)));
        assertThat(path.at(3).orElseThrow().y()).isCloseTo(9, within(1e-12)); // of 7, 9 and 8
    }

    @Test
    void everyItemIsBlendedLikeTheMean() {
        Curve.Place place = SFT.at(5).orElseThrow();
        assertThat(place.from().name()).isEqualTo("1");
        assertThat(place.weight()).isEqualTo(0.25);
        assertThat(place.of(1, 0)).isEqualTo(0.75);
    }

    @Test
    void theFrontHoldsWhatNothingBeats() {
        Front front = Front.of(List.of(
                new Point("a", 1, 5),
                new Point("b", 2, 4),
                new Point("beaten", 1.5, 3),
                new Point("c", 4, 1),
                new Point("beaten by c", 4, 0.5),
                new Point("twin of b", 2, 4)));
        assertThat(front.points()).extracting(Point::name).containsExactly("a", "b", "c");
    }

    @Test
    void theHypervolumeIsTheStaircasesArea() {
        Front front = Front.of(List.of(new Point("a", 1, 5), new Point("b", 2, 4), new Point("c", 4, 1)));
        assertThat(front.hypervolume(0, 0)).isEqualTo(5 + 4 + 2); // 1 x 5, 1 x 4, 2 x 1
        assertThat(front.hypervolume(1, 2)).isEqualTo(2); // 1 x 2 under b alone
        assertThat(front.hypervolume(5, 5)).isZero();
    }
}

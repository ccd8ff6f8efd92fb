package org.lungta.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lungta.model.Embedding;
import org.lungta.random.CounterRandom;

/** The figures of a card against numbers that numpy computed, or the slow way. */
class StatisticsTest {
    @Test
    void separationIsThatOfTheGoldenCase() {
        Separation separation = Separation.of(List.of(0.91, 0.72, 0.65, 0.80), List.of(0.30, 0.66, 0.50, 0.10, 0.72));
        assertThat(separation.auc()).isEqualTo(0.875);
        assertThat(separation.dPrime()).isCloseTo(1.5844581262677069, within(1e-12));
    }

    @Test
    void aucIsThatOfCountingEveryPair() {
        List<Double> right = numbers(40, 1);
        List<Double> wrong = numbers(50, 2);
        double counted = 0;
        for (double r : right) {
            for (double w : wrong) {
                counted += r > w ? 1 : r == w ? 0.5 : 0;
            }
        }
        assertThat(Separation.of(right, wrong).auc()).isCloseTo(counted / 2000, within(1e-12));
    }

    /** Tenths, so that many are equal. */
    private static List<Double> numbers(int count, long seed) {
        return IntStream.range(0, count)
                .mapToObj(i -> Math.floor(10 * CounterRandom.uniform(seed, i)) / 10)
                .toList();
    }

    @Test
    void hubnessIsTheSkewnessOfTheGoldenCounts() {
        Hubness hubness = Hubness.ofCounts(List.of(3, 1, 0, 0, 1, 5, 0, 0), 10);
        assertThat(hubness.skewness()).isCloseTo(1.2476112038756089, within(1e-12));
        assertThat(hubness.most()).isEqualTo(5);
        assertThat(hubness.never()).isEqualTo(0.5);
    }

    private static Embedding vector(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return Embedding.of(floats);
    }

    @Test
    void retrievalCountsRowsWhoseOwnColumnIsNearestAndATieAsAMiss() {
        List<Embedding> rows = List.of(vector(1, 0), vector(0, 1), vector(1, 1));
        List<Embedding> columns = List.of(vector(1, 0.1), vector(0.1, 1), vector(1, 0.1));
        Cosines cosines = Cosines.of(rows, columns);
        assertThat(cosines.retrieved())
                .isCloseTo(1.0 / 3, within(1e-12)); // row 0 ties with column 2, row 2 with 0 and 1
        assertThat(cosines.transposed().retrieved()).isCloseTo(2.0 / 3, within(1e-12)); // column 2 is nearer to row 0
        assertThat(cosines.nearest(1, 2).get(0)).isEqualTo(1);
    }

    @Test
    void theMarginDividesByWhatIsNearOnBothSides() {
        Cosines cosines = Cosines.of(List.of(vector(1, 0), vector(0.6, 0.8)), List.of(vector(1, 0), vector(0, 1)));
        // cosines: 1, 0 / .6, .8; means over one neighbour: rows 1, .8; columns 1, .8
        assertThat(cosines.margins(1).at(0, 0)).isCloseTo(1, within(1e-6));
        assertThat(cosines.margins(1).at(1, 0)).isCloseTo(0.6 / 0.9, within(1e-6));
    }

    @Test
    void theFirstComponentIsThatOfAKnownCloud() {
        // three times as far along x as along y: 9 of 10 parts of the variance
        List<Embedding> cloud = List.of(vector(5 + 3, 1), vector(5 - 3, 1), vector(5 + 3, -1), vector(5 - 3, -1));
        assertThat(Anisotropy.of(cloud).firstComponent()).isCloseTo(0.9, within(1e-6));
        assertThat(Anisotropy.of(List.of(vector(1, 2), vector(1, 2))).random().mean())
                .isCloseTo(1, within(1e-6));
    }

    @Test
    void theBestSplitIsThatOfTryingEveryThreshold() {
        List<Double> paired = new ArrayList<>();
        numbers(30, 3).forEach(v -> paired.add(v / 2 + 0.4));
        List<Double> others = numbers(60, 4);
        double best = Double.NEGATIVE_INFINITY;
        for (double t : paired) {
            best = Math.max(best, gain(paired, others, t));
        }
        assertThat(gain(paired, others, TauTable.split(paired, others))).isEqualTo(best);
    }

    private static double gain(List<Double> paired, List<Double> others, double t) {
        return (double) paired.stream().filter(v -> v >= t).count() / paired.size()
                - (double) others.stream().filter(v -> v >= t).count() / others.size();
    }

    @Test
    void quantilesLieLinearlyBetweenOrderStatistics() {
        List<Double> values = List.of(0.1, 0.5, -0.2, 1.0, 0.3, 0.7, 0.0, 2.0, 0.4, 0.25); // numpy's figures
        assertThat(Moments.quantile(values, 0.9)).isCloseTo(1.1, within(1e-12));
        assertThat(Moments.quantile(values, 0.5)).isCloseTo(0.35, within(1e-12));
        assertThat(Moments.quantile(values, 0.1)).isCloseTo(-0.02, within(1e-12));
    }
}

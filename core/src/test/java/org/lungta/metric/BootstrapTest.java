package org.lungta.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import org.lungta.random.CounterRandom;

class BootstrapTest {
    private record Item(int cluster, double system, double baseline) {}

    @Test
    void theIntervalOfANormalMeanIsTheClosedForm() {
        List<Double> values = normals(400, 7);
        double mean = values.stream().mapToDouble(value -> value).average().orElseThrow();
        double variance = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        double half = 1.959964 * Math.sqrt(variance / values.size());
        Interval interval = new Bootstrap(1).mean(values);
        assertThat(interval.estimate()).isCloseTo(mean, within(1e-12));
        assertThat(interval.low()).isCloseTo(mean - half, within(0.05 * half));
        assertThat(interval.high()).isCloseTo(mean + half, within(0.05 * half));
        assertThat(interval.items()).isEqualTo(400);
        assertThat(interval.clusters()).isEqualTo(400);
    }

    @Test
    void nineteenOfTwentyIntervalsHoldTheTrueMean() {
        long covered = IntStream.range(0, 400)
                .filter(trial ->
                        new Bootstrap(trial, 1000).mean(normals(50, trial)).contains(0))
                .count();
        assertThat(covered / 400.0).isBetween(0.90, 0.98);
    }

    @Test
    void theSameSeedGivesTheSameIntervalAndAnotherSeedAnother() {
        List<Double> values = normals(30, 3);
        assertThat(new Bootstrap(5).mean(values)).isEqualTo(new Bootstrap(5).mean(values));
        assertThat(new Bootstrap(6).mean(values).low())
                .isNotEqualTo(new Bootstrap(5).mean(values).low());
    }

    @Test
    void itemsThatRepeatWithinAClusterNarrowNothing() {
        List<Double> values = normals(40, 9);
        List<Item> repeated = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            repeated.add(new Item(i / 10, values.get(i / 10), 0));
        }
        Bootstrap bootstrap = new Bootstrap(1);
        Interval clustered = bootstrap.mean(repeated, Item::system, Item::cluster);
        Interval single = bootstrap.mean(values);
        assertThat(clustered.low()).isCloseTo(single.low(), within(1e-9));
        assertThat(clustered.high()).isCloseTo(single.high(), within(1e-9));
        assertThat(clustered.items()).isEqualTo(400);
        assertThat(clustered.clusters()).isEqualTo(40);
    }

    @Test
    void clustersOfUnequalSizeAreARatioOfSums() {
        List<Item> items = List.of(new Item(0, 1, 0), new Item(1, 0, 0), new Item(1, 0, 0), new Item(1, 0, 0));
        Interval interval = new Bootstrap(1).mean(items, Item::system, Item::cluster);
        assertThat(interval.estimate()).isEqualTo(0.25);
        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isEqualTo(1);
    }

    @Test
    void pairingRemovesWhatBothSystemsShare() {
        List<Double> shared = normals(200, 11);
        List<Double> own = normals(200, 12);
        List<Item> items = IntStream.range(0, 200)
                .mapToObj(i -> new Item(i, 10 * shared.get(i) + 0.1 * own.get(i) + 0.5, 10 * shared.get(i)))
                .toList();
        Interval difference = new Bootstrap(1).difference(items, Item::system, Item::baseline, Item::cluster);
        assertThat(difference.low()).isBetween(0.4, 0.5);
        assertThat(difference.high()).isBetween(0.5, 0.6);
    }

    @Test
    void aSystemDoesNotDifferFromItself() {
        List<Segment> segments = Fixture.cases("rouge_lfbleu").stream()
                .map(each ->
                        new Segment(each.get("hyp").asString(), each.get("ref").asString()))
                .toList();
        Interval difference = Bleu.corpus(Tokenization.CHAR).difference(segments, segments, new Bootstrap(1));
        assertThat(difference).isEqualTo(new Interval(0, 0, 0, 9, 9));
    }

    @Test
    void nothingAndNotANumberAreRefused() {
        assertThatThrownBy(() -> new Bootstrap(1).mean(List.of())).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new Bootstrap(1).mean(List.of(1.0, Double.NaN)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new Bootstrap(1, 10))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("10 resamples");
    }

    /** Box and Muller. */
    private static List<Double> normals(int n, long seed) {
        return IntStream.range(0, n)
                .mapToObj(i -> Math.sqrt(-2 * Math.log(1 - CounterRandom.uniform(seed, i, 0)))
                        * Math.cos(2 * Math.PI * CounterRandom.uniform(seed, i, 1)))
                .toList();
    }
}
